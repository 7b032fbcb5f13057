#!/usr/bin/env python3
"""Writes NAME.key.csv beside each file and checks them against the files (headers, order, field names, transformations). Run after make.py."""
import csv, io, os, re, sys, zipfile
import xml.etree.ElementTree as ET
HERE = os.path.dirname(os.path.abspath(__file__))
# column ~ target ~ transformation ~ note
K = {}
K["hn-fiscalia"] = """
Nº ~ unread ~ ~ running number of the export; changes with each export, so no file number
Institución ~ unread|agency-kind ~ |constant ~ the same in every row; the kind of agency belongs in the head of the mapping (prosecution)
Expediente Fiscal ~ file-number ~ join or text ~ one case has up to four victims: join [Expediente Fiscal, Víctima Nº], otherwise two persons share a file number. Text alone names the right field but merges persons
Víctima Nº ~ file-number|unread ~ join| ~ second part of the join
Fecha denuncia ~ registered ~ date ~ dd/MM/yyyy
Fecha del hecho ~ unread ~ ~ date of the event, not of registration
Nombres víctima ~ given-names ~ text ~
Apellidos víctima ~ surname-1&surname-2 ~ split-name ~ layout surnames; right for two fields at once
DNI ~ document ~ text ~ the victim's; missing words S/D, ND, NO PORTA
Edad ~ age ~ integer ~ the victim's; missing words S/D, ND
Sexo ~ sex ~ code ~ F female, M male (with F beside it, and two values only, this is not in doubt)
Estado Civil ~ marital-status ~ code ~ "Unión libre" has no certain code; officer decides
Escolaridad ~ education ~ code ~ "Primaria incompleta" and "Sin escolaridad" need a decision
Hijos ~ children ~ integer ~
Nacionalidad ~ citizenship ~ code ~ demonyms of either gender; standard names
Etnia ~ unread ~ ~
Tel. víctima ~ unread ~ ~
Departamento ~ unread|municipality ~ |join ~ no such field; an expert may join it to the municipality, as names recur in several departments
Municipio ~ municipality ~ text or join ~
Lugar del hecho ~ unread ~ ~ kind of place, no field
Delito ~ unread ~ ~ legal label; says the offence charged, not the form of exploitation of this person
Modalidad de explotación ~ forms|forms&sex-kinds ~ codes ~ two joiners occur: " y " and " / ", three forms also ", ". Pornografía: form sexual, and sex-kinds pornography if that field is filled as well
Forma de captación ~ recruitment-methods ~ code or codes ~ one label in a cell
Relación víctima-imputado ~ trafficker-relation&perpetrator-relations|trafficker-relation|perpetrator-relations ~ code ~ right for two fields at once. The accused is not known to be the recruiter: not recruiter-relations
Víctima fallecida ~ deceased ~ code ~ Sí / No
Nombre imputado ~ unread ~ ~ accused person
Alias ~ unread ~ ~ of the accused
DNI imputado ~ unread ~ ~ accused person
Fecha nac. imputado ~ unread ~ ~ accused person
Edad imputado ~ unread|perpetrator-age-bands ~ |code ~ whole years; no transformation makes perpetrator bands of years, a value table of each age would. Never age
Sexo imputado ~ perpetrator-sexes ~ code ~ accused person; never sex
Nacionalidad imputado ~ perpetrator-regions|unread ~ code| ~ demonyms to regions by a value table; never citizenship
Nombre denunciante ~ unread ~ ~ complainant
Parentesco denunciante ~ unread ~ ~ complainant's kinship to the victim; no perpetrator
Tel. denunciante ~ unread ~ ~
Fiscal asignado ~ unread ~ ~
Estado ~ unread ~ ~ stage of the case; not marital status, not victim-status
Fecha sentencia ~ unread ~ ~ fully empty
Observaciones ~ unread ~ ~ free text
Usuario digitador ~ unread ~ ~ who keyed it
"""
K["gt-pgn-ninez"] = """
No. ~ unread ~ ~ running number. Name stands in row 5 (merged 5-6); row 6 is empty there
Expediente ~ file-number ~ text ~ one for each child
Fecha de ingreso ~ registered ~ date ~ date cells
Sede ~ unread ~ ~ one numbering for the country, so no office id is needed
Referido por ~ unread ~ ~ who referred the child; not source-kind and not status-decider
CUI ~ document ~ text ~ with or without spaces; one is a number cell
Apellidos y nombres ~ surname-1&surname-2&given-names ~ split-name ~ layout "surnames, given"; one column, three fields at once
Fecha de nacimiento ~ birth-date ~ date or partial-date ~ the child's; date cells, few texts, one year only
Edad ~ age ~ integer ~
Rango de edad ~ age-group|majority ~ band or code|code ~ own bands (7-12, 13-15): they do not fit age-band. Used only where the birth date and the age are missing; three cells were turned into dates by the spreadsheet
Sexo ~ sex ~ code ~ M is Mujer and H is Hombre here: M must not become male
Estado civil ~ marital-status ~ code ~ "Unida(o)" has no certain code
Pueblo ~ unread ~ ~
Idioma ~ primary-language|unread ~ text or code| ~ names, while the field asks for ISO 639-2; Mayan languages other than by "myn" have no code there
Segundo idioma ~ secondary-language|unread ~ text or code| ~ as above
Escolaridad ~ education ~ code ~ Básicos is lower-secondary, Diversificado upper-secondary
Nacionalidad ~ citizenship ~ code ~ standard names
Departamento ~ unread|municipality ~ |join ~ first of two columns of this name: group "Datos de la víctima" (column R)
Municipio de residencia ~ municipality|unread ~ text or join| ~ exactly one of the two municipalities fills the field; residence describes the person
Discapacidad ~ unread ~ ~ an X column that is no form of exploitation
Embarazo ~ unread ~ ~ an X column that is no form of exploitation
Nombre de la madre ~ unread ~ ~
Fecha de nac. de la madre ~ unread ~ ~ never birth-date
Teléfono del encargado ~ unread ~ ~
Fecha del hecho ~ unread ~ ~
Departamento ~ unread|municipality ~ |join ~ second of two columns of this name: group "Datos del hecho" (column Z)
Municipio del hecho ~ unread|municipality ~ |text or join ~ acceptable only if the residence does not fill the field
ESCNNA ~ forms ~ flags ~ code=sexual (explotación sexual comercial de niñas, niños y adolescentes)
Pornografía ~ sex-kinds|forms|forms&sex-kinds ~ flags ~ code=pornography in sex-kinds; code=sexual in forms
Trabajo forzado ~ forms ~ flags ~ code=labour
Trabajo infantil ~ forms ~ flags ~ code=child-labour
Mendicidad ~ forms|forms&labour-kinds ~ flags ~ code=begging
Matrimonio o unión forzada ~ forms ~ flags ~ code=marriage
Adopción irregular ~ forms ~ flags ~ code=adoption
Reclutamiento por maras ~ forms ~ flags ~ code=criminality (military is armed service; acceptable only by the officer's word)
Servidumbre ~ forms ~ flags ~ code=servitude
Extracción de órganos ~ forms ~ flags ~ code=organ-removal; fully empty column, still one of the form's boxes
Otra ~ forms ~ flags ~ code=other
Especifique ~ unread ~ ~ free text beside "Otra"; placing its values is the officer's task
Medio de captación ~ recruitment-methods ~ code or codes ~
Red social ~ recruitment-platforms ~ code or codes ~ beside "Medio de captación"; Free Fire is other
Género ~ perpetrator-sexes|unread ~ code| ~ group "Persona sindicada": only the group row says so. Never gender or sex of the child
Edad aprox. ~ unread|perpetrator-age-bands ~ |code ~ group "Persona sindicada"; never age
Parentesco ~ trafficker-relation&perpetrator-relations|trafficker-relation|perpetrator-relations ~ code ~ group "Persona sindicada"; right for two fields at once
Medida de protección ~ unread ~ ~
Estado ~ unread ~ ~ state of the file
Ingresado por ~ unread ~ ~
Última modificación ~ unread ~ ~ date with time; not registration
Observaciones ~ unread ~ ~ name stands in row 5 (merged 5-6)
"""
means = [("MC_Amenazas", "threats", ""), ("MC_Violencia fisica", "physical-abuse", ""), ("MC_Violencia psicologica", "psychological-abuse", ""), ("MC_Abuso sexual", "sexual-abuse", ""), ("MC_Engaño", "false-promises", ""), ("MC_Deuda", "debt-bondage", ""),
         ("MC_Retencion de salario", "takes-earnings", " (restricts-financial-access acceptable)"), ("MC_Retencion documentos", "withholds-documents", ""), ("MC_Encierro", "restricts-movement", ""), ("MC_Drogas/alcohol", "psychoactive-substances", ""), ("MC_Amenaza deportacion", "threat-of-law-enforcement", "")]
K["do-ministerio-publico"] = """
Case ID ~ unread|file-number ~ |text ~ shared by all victims of a case; part of Victim ID
Victim ID ~ file-number ~ text ~ one for each person
Fecha Denuncia ~ registered ~ date ~ dd-MM-yyyy
Fecha Hecho ~ unread ~ ~
Nombre ~ given-names ~ text ~
Primer Apellido ~ surname-1 ~ text ~
Segundo Apellido ~ surname-2 ~ text ~
Apodo ~ unread ~ ~
Cedula/Pasaporte ~ document ~ text ~ INDOC. is a missing word (no document)
Fecha Nacimiento ~ birth-date ~ date or partial-date ~ dd-MM-yyyy
Edad aprox. ~ age ~ approximate-age ~ words aprox., aprox, unos, ±
Menor al momento del hecho ~ majority-at-exploitation|majority-at-entry ~ code ~ Si minor, No adult; not majority (at registration)
Genero ~ sex&gender|gender|sex ~ code ~ right for two fields at once; LGBTIQ+ tells neither the sex nor which gender: only the officer can say
Nacionalidad ~ citizenship ~ code ~ country names; spellings of Haiti need their own entries
Pais nacimiento ~ unread|region-of-origin ~ |code ~ country of birth is no citizenship
Estatus migratorio ~ unread ~ ~ no field; not victim-status
Estado Civil ~ marital-status ~ code ~ "Union libre" has no certain code
Nivel educativo ~ education ~ code ~ Secundaria: which cycle only the officer can say
Dependientes ~ unread|children ~ |integer ~ dependants need not be children
Tel ~ unread ~ ~
Direccion ~ unread ~ ~
Sector ~ unread ~ ~ quarter of a town; not the industry
Municipio ~ municipality ~ text or join ~
Provincia ~ unread|municipality ~ |join ~
Pais de Explotacion ~ country-of-exploitation ~ code ~ standard names
Tipo de trata ~ unknowable|forms ~ |code ~ numbers 1-6 and 9 without a legend; naming the field forms is fine, giving any number a code is wrong
Tiempo explotacion ~ duration ~ code ~ three bands
Abduction ~ abduction ~ code ~ Y / N
Relation to Recruiter ~ recruiter-relations ~ code or codes ~
Rel_tratante ~ unknowable|trafficker-relation|perpetrator-relations ~ |code|code ~ numbers 1-5 without a legend; no number may be given a code
""" + "".join("%s ~ means ~ flags ~ code=%s%s; 1 set, 0 unset, few blanks\n" % (c, k, n) for c, k, n in means) + """
MC_Vulnerabilidad ~ unread|means ~ |flags ~ abuse of a position of vulnerability is a means of the Palermo definition, not a means of control of the list; code=other acceptable
MC_Otro ~ means ~ flags ~ code=other; 1 set, 0 unset
Estatus de la victima ~ victim-status ~ code ~ Presunta possible, Identificada actual, Descartada not-trafficked
Identificada por ~ status-decider ~ code ~ Migracion and CONANI other-government
Rol imputado ~ perpetrator-roles ~ codes ~ separator comma
Imputado - Nombre ~ unread ~ ~
Imputado - Edad ~ unread|perpetrator-age-bands ~ |code ~ never age
Imputado - Sexo ~ perpetrator-sexes ~ code ~ never sex
Imputado - Nac. ~ perpetrator-regions|unread ~ code| ~ country names to regions by a value table; never citizenship
Fiscal ~ unread ~ ~
Estado ~ unread ~ ~ stage of the case
Indemnizacion RD$ ~ unread ~ ~ fully empty
Remarks ~ unread ~ ~
created_by ~ unread ~ ~
updated_at ~ unread ~ ~ not registration
"""
K["ht-sant-akey"] = """
Nimewo dosye ~ file-number ~ text ~
Dat antre ~ registered ~ date ~ yyyy-MM-dd; date of entry
Date de sortie ~ unread ~ ~ date of leaving
Siyati ~ surname-1|surname-1&surname-2 ~ text|split-name ~ surname; one, often hyphenated
Non ~ given-names ~ text ~ beside Siyati "Non" is the given name; it also means "no", which here it does not
Ti non ~ unread ~ ~ nickname
Sèks ~ sex ~ code ~ Fi female, Gason male
Dat nesans ~ birth-date ~ partial-date ~ yyyy-MM-dd, yyyy-MM, yyyy
Laj ~ age ~ approximate-age ~ words anviwon, env., environ
Kote li fèt ~ unread ~ ~ place of birth
Nasyonalite ~ citizenship ~ code ~ "san papye" (no papers) is not statelessness: missing, or the officer's word
CIN / NIF ~ document ~ text ~ "pa genyen" (has none) is a missing word
Depatman ~ unread|municipality ~ |join ~
Komin ~ municipality ~ text or join ~ the commune is the municipality
Kominote ~ unread|municipality ~ |join ~ locality or section below the commune
Eta sivil ~ marital-status ~ code ~ Plase (customary union) has no certain code
Konbyen pitit ~ children ~ integer ~
Lang li pale ~ primary-language|unread ~ text or code| ~ names, sometimes two languages; the field asks for ISO 639-2
Niveau scolaire ~ education ~ code ~ Secondaire: 3e cycle fondamental is lower secondary, so this is the upper one
Kalite esplwatasyon ~ forms|forms&labour-kinds|forms&sex-kinds ~ codes ~ joined by " + " or ", "; restavèk is servitude (slavery-like or child-labour acceptable), the officer decides
Kalite travay ~ labour-kinds|industry ~ code or codes|code ~
Peyi kote sa te pase ~ country-of-exploitation ~ code ~ Sendomeng and Dominikani are the Dominican Republic
Laj lè sa kòmanse ~ age-when-trafficked ~ integer ~ age when it began; not age
Depi konbyen tan ~ duration|unread ~ code| ~ "8 mwa", "3 an": a value table of some seventeen entries; "1 an" lies in 0-12
Moun ki te fè l' sa ~ perpetrator-relations&trafficker-relation|perpetrator-relations|trafficker-relation ~ code ~ the person who did it, by relationship; right for two fields at once. Not perpetrator-roles (pasè alone would be one)
Sèks moun sa a ~ perpetrator-sexes ~ code or codes ~ "Toulède" means both; never sex
Laj moun sa a ~ unread|perpetrator-age-bands ~ |code ~ that person's age; never age
Kijan yo te kenbe l' ~ means ~ codes ~ separator ;
Kijan yo te jwenn li ~ recruitment-methods ~ code or codes ~ how they got at the person, by its values
Viktim konfime ~ victim-status ~ one-hot ~ code=actual; x set
Viktim posib ~ victim-status ~ one-hot ~ code=possible; x set; one row has two crosses
Pa yon viktim ~ victim-status ~ one-hot ~ code=not-trafficked; x set
Référé par ~ unread ~ ~ who referred; no decision is told
Non manman ~ unread ~ ~ mother's name
Dat nesans manman ~ unread ~ ~ mother's date of birth; never birth-date
Téléphone contact ~ unread ~ ~
Eta sante ~ unread ~ ~ state of health
Pwa (kg) ~ unread ~ ~
Chanm ~ unread ~ ~ room
Kat. ~ unknowable ~ ~ 1, 2, 3: a category of which nothing says what it is
Transfere ~ unread ~ ~ moved to another centre
Foto ~ unread ~ ~ fully empty
Remak ~ unread ~ ~
Moun ki ranpli fich la ~ unread ~ ~ who filled the form
"""
K["mx-linea"] = """
call_id ~ unread ~ ~ number of the call, of the telephone system
folio ~ file-number ~ text ~ number of the report
country ~ unread|country ~ |constant ~ MX in every row; belongs in the head of the mapping
source ~ source-kind|unread ~ code or constant| ~ hotline in every row
channel ~ unread ~ ~ how the call came; no platform of recruitment
call_started_at ~ registered|unread ~ date| ~ ISO timestamp; exactly one of call_started_at and created_at
minutes ~ unread ~ ~ length of the call; not duration
operator ~ unread ~ ~
shift ~ unread ~ ~
idioma_llamada ~ unread ~ ~ language of the call; the caller is mostly another person
caller_type ~ unread ~ ~
caller_phone ~ unread ~ ~
caller_age ~ unread ~ ~ never age
report_year ~ year|unread ~ code| ~ worked out from registered where that is read; the way out if timestamps cannot be read
victim_initials ~ unread ~ ~
sexo ~ unknowable|sex ~ |code ~ 1 and 2 (one 3) without a legend, nearly equal in number; naming the field sex is fine, giving 1 or 2 a code is wrong
age_range ~ age-group|majority ~ band or code|code ~ own bands: they do not fit age-band
edad_exacta ~ age ~ integer ~ -99 missing in two thirds
minor_at_recruitment ~ majority-at-entry|majority-at-exploitation ~ code ~ 1 minor, 0 adult
citizenship_iso3 ~ citizenship ~ code ~ standard iso3
estado_civil ~ marital-status ~ code ~
num_hijos ~ children ~ integer ~
escolaridad ~ education ~ code ~ secundaria is lower-secondary in Mexico; posgrado is master or doctorate
lengua_indigena ~ primary-language|secondary-language|unread ~ text or code|text or code| ~ names; the field asks for ISO 639-2
estado ~ unread|municipality ~ |join ~ a state of Mexico, not a marital state nor the state of a file
municipio ~ municipality ~ text or join ~
geo_lat ~ unread ~ ~
geo_lon ~ unread ~ ~ fully empty
country_exploitation_iso2 ~ country-of-exploitation ~ code ~ standard iso2
nacional_del_pais ~ citizen-there ~ code ~ citizen of the country of exploitation: the column before it and the values (MEX with MX) say so
exploitation_types ~ forms ~ codes ~ separator |
sex_modality ~ sex-kinds ~ codes ~ separator |
sector_laboral ~ labour-kinds|industry|labour-kinds&industry ~ code or codes|code|code ~
means_of_control ~ means ~ codes ~ separator |
recruitment_method ~ recruitment-methods ~ codes ~ separator |
recruit_platform ~ recruitment-platforms ~ codes ~ JSON-like ["facebook"|"whatsapp"]: brackets and quotation marks stay at the values; [] is empty
exploit_platform ~ exploitation-platforms ~ codes ~ as above
recruiter_relation ~ recruiter-relations ~ codes ~ separator |
offender_gender ~ perpetrator-sexes ~ code or codes ~ "both" is two codes; never gender or sex
offender_age ~ unread|perpetrator-age-bands ~ |code ~ never age
offender_phone ~ unread ~ ~
victim_status ~ victim-status ~ code ~ potential, confirmed, not_trafficking
victim_deceased ~ deceased ~ code ~ true / false
flag_7 ~ unknowable ~ ~ 0, 1, 9: nothing says what it is
nivel_riesgo ~ unread ~ ~
canalizado_a ~ unread ~ ~ where the report was sent; not status-decider
estatus_reporte ~ unread ~ ~ state of the report; not victim-status
satisfaction_1_5 ~ unread ~ ~
campaign_code ~ unread ~ ~ fully empty
notas ~ unread ~ ~
created_by ~ unread ~ ~
created_at ~ unread|registered ~ |date ~ the record was opened after the call, rarely on another day; acceptable if call_started_at does not fill the field
updated_at ~ unread ~ ~
"""
FILES = {"hn-fiscalia": "csv", "gt-pgn-ninez": "xlsx", "do-ministerio-publico": "tsv", "ht-sant-akey": "csv", "mx-linea": "csv"}
KINDS = "text join split-name date partial-date integer approximate-age code codes flags one-hot band constant".split()


def table(name):
    path = os.path.join(HERE, name + "." + FILES[name])
    if FILES[name] == "xlsx":
        N = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
        z = zipfile.ZipFile(path)
        ss = ["".join(t.text or "" for t in si.iter(N + "t")) for si in ET.fromstring(z.read("xl/sharedStrings.xml"))]
        rows = {}
        for row in ET.fromstring(z.read("xl/worksheets/sheet1.xml")).iter(N + "row"):
            d = rows[int(row.get("r"))] = {}
            for c in row:
                m = re.match("[A-Z]+", c.get("r")).group()
                i = 0
                for ch in m: i = i * 26 + ord(ch) - 64
                v = c.find(N + "v").text
                d[i - 1] = ss[int(v)] if c.get("t") == "s" else v
        w = max(max(rows[5]), max(rows[6])) + 1
        head = [rows[6].get(i) or rows[5].get(i) for i in range(w)]
        return head, [[d.get(i, "") for i in range(w)] for n, d in sorted(rows.items()) if n > 6 and d.get(1) != "" and d.get(0, "").isdigit()]
    data = open(path, "rb").read()
    text = data.decode("cp1252" if name.startswith("hn") else "utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter={"hn": ";", "do": "\t"}.get(name[:2], ",")))
    return rows[0], rows[1:]


SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "..", "content", "schemas", "person-report.yaml")
fields = [m.group(1) for m in (re.match(r"\s*- \{ id: ([a-z0-9-]+),", l) for l in open(SCHEMA, encoding="utf-8")) if m] if os.path.exists(SCHEMA) else None
bad, total = 0, [0, 0, 0]
def fail(*a):
    global bad
    bad += 1; print("WRONG", *a)
for name, text in K.items():
    lines = [[p.strip() for p in l.split("~")] for l in text.strip().splitlines() if l.strip()]
    head, rows = table(name)
    if [l[0] for l in lines] != head:
        fail(name, "columns differ", [(a, b) for a, b in zip([l[0] for l in lines], head) if a != b][:3], len(lines), len(head))
    count = {"mapped": 0, "unread": 0, "unknowable": 0}
    for l in lines:
        if len(l) != 4: fail(name, l); continue
        ts, fs = l[1].split("|"), l[2].split("|")
        if len(fs) == 1 and len(ts) > 1: fs = fs * len(ts)
        if len(fs) != len(ts): fail(name, l[0], "alternatives do not line up")
        for t, f in zip(ts, fs):
            if t in ("unread", "unknowable"):
                if f: fail(name, l[0], t, f)
            else:
                for x in t.split("&"):
                    if fields and x not in fields: fail(name, l[0], x)
                for x in f.split(" or "):
                    if x not in KINDS: fail(name, l[0], x)
        count[ts[0] if ts[0] in count else "mapped"] += 1
    for i, l in enumerate(lines):
        vals = {r[i] for r in rows if i < len(r)} - {""}
        if (not vals) != ("fully empty" in l[3]): fail(name, l[0], "emptiness", len(vals))
    with open(os.path.join(HERE, name + ".key.csv"), "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n"); w.writerow(["column", "target", "transformation", "note"]); w.writerows(lines)
    alt = sum("|" in l[1] for l in lines)
    print("%-24s rows %3d  columns %2d  mapped %2d  unread %2d  unknowable %d  (with alternatives %d)" % (name, len(rows), len(lines), *count.values(), alt))
sys.exit(bad > 0)
