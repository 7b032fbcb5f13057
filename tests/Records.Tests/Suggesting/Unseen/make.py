#!/usr/bin/env python3
"""Makes the five unseen spreadsheets. Python 3, standard library only, fixed seeds: the same bytes each time.
Every person, number, address, phone and file is invented by random combination; see README.md."""
import csv, datetime as dt, io, os, random, zipfile
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
D = dt.date

FEM = "María José|Ana Lucía|Karla|Yessenia|Dulce|Wendy|Glenda|Rosa|Blanca|Iris|Suyapa|Daniela|Paola|Kenia|Lesly|Heydi|Norma|Carmen|Juana|Petrona".split("|")
MAS = "José Luis|Kevin|Wilmer|Óscar|Darwin|Juan Carlos|Elmer|Marvin|Santos|Édgar|Pedro|Nelson|Brayan|Josué|Mario|Ángel|Rony|Fredy".split("|")
APE = "López|Hernández|Mejía|Zelaya|Pineda|Cárcamo|Bonilla|Núñez|Flores|Ordóñez|de León|del Cid|de la Rosa|Maradiaga|Pacheco|Banegas|Sabillón|Murillo|Cruz|Amador|Peña|Villeda".split("|")


def day(r, a, b):
    return a + dt.timedelta(days=r.randrange((b - a).days + 1))


def pick(r, table):
    """table: {value: weight}"""
    return r.choices(list(table), list(table.values()))[0]


def maybe(r, p, value, otherwise=""):
    return value if r.random() < p else otherwise


def write_text(name, encoding, delimiter, header, rows, bom=False, newline="\r\n"):
    out = io.StringIO()
    w = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    w.writerow(header)
    for row in rows:
        w.writerow(row)
    data = out.getvalue().encode(encoding)
    with open(os.path.join(HERE, name), "wb") as f:
        f.write((b"\xef\xbb\xbf" if bom else b"") + data)


# ---------------------------------------------------------------- 1 Honduras
def hn():
    r = random.Random(504001)
    places = {"Francisco Morazán": ["Distrito Central", "Talanga", "Santa Lucía", "Valle de Ángeles"], "Cortés": ["San Pedro Sula", "Choloma", "Villanueva", "Puerto Cortés", "La Lima"],
              "Atlántida": ["La Ceiba", "Tela", "Arizona"], "Yoro": ["El Progreso", "Yoro", "Olanchito"], "Choluteca": ["Choluteca", "El Triunfo", "San Marcos de Colón"],
              "Copán": ["Santa Rosa de Copán", "La Entrada", "Copán Ruinas"], "Ocotepeque": ["Ocotepeque", "San Marcos"], "Olancho": ["Juticalpa", "Catacamas"], "Islas de la Bahía": ["Roatán", "Utila"], "Gracias a Dios": ["Puerto Lempira"]}
    natF = {"Hondureña": 80, "hondureña": 5, "Nicaragüense": 6, "Salvadoreña": 4, "Guatemalteca": 3, "Colombiana": 1, "Venezolana": 2, "N/I": 2, "Cubana": 1}
    natM = {"Hondureño": 80, "hondureño": 4, "Nicaragüense": 6, "Salvadoreño": 4, "Guatemalteco": 3, "Venezolano": 1, "N/I": 2, "Mexicano": 1}
    forms = {"Explotación sexual": 40, "Explotación sexual comercial": 16, "Trabajo forzado": 14, "Explotación laboral": 6, "Servidumbre doméstica": 9, "Mendicidad forzada": 7, "Actividades ilícitas": 6, "Matrimonio servil": 3, "Pornografía": 10, "Adopción irregular": 1}
    crime = {"Trata de personas": 58, "Trata de personas agravada": 20, "Explotación sexual forzada": 9, "Elaboración de pornografía infantil": 8, "Explotación en condiciones de servidumbre": 5, "S/D": 2}
    header = ["Nº", "Institución", "Expediente Fiscal", "Víctima Nº", "Fecha denuncia", "Fecha del hecho", "Nombres víctima", "Apellidos víctima", "DNI", "Edad", "Sexo", "Estado Civil", "Escolaridad", "Hijos", "Nacionalidad", "Etnia",
              "Tel. víctima", "Departamento", "Municipio", "Lugar del hecho", "Delito", "Modalidad de explotación", "Forma de captación", "Relación víctima-imputado", "Víctima fallecida", "Nombre imputado", "Alias", "DNI imputado", "Fecha nac. imputado",
              "Edad imputado", "Sexo imputado", "Nacionalidad imputado", "Nombre denunciante", "Parentesco denunciante", "Tel. denunciante", "Fiscal asignado", "Estado", "Fecha sentencia", "Observaciones", "Usuario digitador"]
    rows, n, case = [], 0, 0
    while n < 420:
        case += 1
        reg = day(r, D(2019, 1, 8), D(2023, 12, 15))
        ev = reg - dt.timedelta(days=int(r.expovariate(1 / 160)))
        dep = r.choices(list(places), [24, 30, 8, 8, 9, 5, 4, 5, 4, 2])[0]
        mun = r.choice(places[dep])
        exp = "%04d-%d-%05d" % (r.choice([801, 501, 101, 1807, 601]), reg.year, 300 + case * 7)
        vics = r.choices([1, 2, 3, 4], [74, 16, 7, 3])[0]
        impM = r.random() < .66
        imp = (r.choice(MAS if impM else FEM) + " " + r.choice(APE) + " " + r.choice(APE)) if r.random() < .7 else pick(r, {"N/I": 3, "POR IDENTIFICAR": 2, "": 1})
        known = imp not in ("N/I", "POR IDENTIFICAR", "")
        iage = r.randrange(19, 66)
        den = r.choice([r.choice(FEM), r.choice(MAS)]) + " " + r.choice(APE) if r.random() < .7 else "ANÓNIMO"
        delito, fiscal = pick(r, crime), r.choice(["Abg. R. Turcios", "Abg. M. Lagos", "Abg. K. Euceda", "Abg. J. Rápalo"])
        state = pick(r, {"Investigación": 50, "Judicializado": 22, "Sentencia": 9, "Archivo administrativo": 15, "Desestimado": 4})
        for v in range(1, vics + 1):
            n += 1
            f = r.random() < .77
            age = min(64, max(3, int(r.gauss(18, 7))))
            fs = r.sample(list(forms), 3) if r.random() < .03 else None
            if fs is None:
                a = pick(r, forms)
                fs = [a]
                if r.random() < .22:
                    b = pick(r, forms)
                    if b != a:
                        fs.append(b)
            modal = r.choice([" y ", " / "]).join(fs) if len(fs) < 3 else fs[0] + ", " + fs[1] + " y " + fs[2]
            if r.random() < .05:
                modal = r.choice(["S/D", "ND", "N/I"])
            rows.append([n, "Ministerio Público", exp, v, reg.strftime("%d/%m/%Y"), maybe(r, .86, ev.strftime("%d/%m/%Y"), r.choice(["S/D", "", "N/I"])),
                         r.choice(FEM if f else MAS) if r.random() < .97 else "N/I", r.choice(APE) + (" " + r.choice(APE) if r.random() < .88 else ""),
                         maybe(r, .6, "%02d%02d-%d-9%04d" % (r.randrange(1, 19), r.randrange(1, 15), reg.year - age, r.randrange(10000)), r.choice(["S/D", "ND", "", "NO PORTA"])),
                         maybe(r, .93, age, r.choice(["S/D", "ND", ""])), maybe(r, .985, "F" if f else "M", "N/I"),
                         pick(r, {"Soltero(a)": 60, "Unión libre": 17, "Casado(a)": 9, "Divorciado(a)": 2, "Viudo(a)": 1, "S/D": 12}) if age > 14 else r.choice(["Soltero(a)", "N/A"]),
                         pick(r, {"Sin escolaridad": 7, "Primaria incompleta": 20, "Primaria completa": 25 * (age > 11), "Ciclo común": 17 * (age > 12), "Diversificado": 12 * (age > 15), "Universitaria": 3 * (age > 18), "ND": 16}),
                         maybe(r, .7, pick(r, {0: 60, 1: 22, 2: 11, 3: 5, 5: 1}) if age > 14 else 0, "S/D"), pick(r, natF if f else natM),
                         pick(r, {"Mestizo": 50, "Garífuna": 6, "Lenca": 8, "Misquito": 3, "Tolupán": 1, "N/I": 30}), maybe(r, .4, "0000-%04d" % r.randrange(10000)), dep, mun,
                         pick(r, {"Casa de habitación": 30, "Bar / cantina": 20, "Hotel": 12, "Vía pública": 15, "Finca": 6, "Redes sociales": 14, "S/D": 10}), delito, modal,
                         pick(r, {"Redes sociales": 28, "Familiar": 18, "Amistad": 18, "Centro educativo": 5, "Anuncio de periódico": 1, "Anuncio en internet": 8, "En el trabajo": 5, "Otro": 4, "S/D": 18}),
                         pick(r, {"Pareja": 10, "Ex pareja": 4, "Madre": 8, "Padre": 4, "Padrastro": 8, "Tío(a)": 7, "Vecino(a)": 12, "Amigo(a)": 11, "Conocido(a)": 9, "Patrono": 8, "Desconocido": 14, "N/I": 10}),
                         maybe(r, .95, maybe(r, .02, "Sí", "No"), ""), imp, maybe(r, .2, r.choice(["El Chele", "La Doña", "Tito", "El Gato", "La Flaca"])) if known else "",
                         maybe(r, .5, "0%d01-%d-9%04d" % (r.randrange(1, 9), reg.year - iage, r.randrange(10000)), "ND") if known else "", maybe(r, .45, day(r, D(reg.year - iage - 1, 12, 1), D(reg.year - iage, 1, 5)).strftime("%d/%m/%Y")) if known else "",
                         maybe(r, .75, iage, "S/D") if known else "", ("M" if impM else "F") if known or r.random() < .5 else "N/I", (pick(r, natM) if impM else pick(r, natF)) if known else "N/I",
                         den, pick(r, {"Madre": 30, "Padre": 8, "Abuela": 8, "Tía": 9, "Maestra": 8, "Vecina": 7, "Misma víctima": 14, "Policía Nacional": 8, "N/I": 12}), maybe(r, .55, "0000-%04d" % r.randrange(10000), "S/D"),
                         fiscal, state, "", maybe(r, .3, r.choice(["Se remite a Medicina Forense.", "Pendiente cámara Gesell; citar a la madre.", "Caso conexo con otro expediente", "Víctima en albergue", "Se solicitó vaciado telefónico"])), r.choice(["kbanegas", "rlagos", "digit02", "digit05"])])
    # dirty rows
    c = {h: i for i, h in enumerate(header)}
    def put(row, col, val): rows[row][c[col]] = val
    put(12, "Fecha denuncia", "31/02/2021"); put(57, "Fecha denuncia", "15/13/2020"); put(101, "Fecha denuncia", ""); put(140, "Fecha denuncia", "07/05/21")
    put(33, "Edad", "1O"); put(78, "Edad", "14 años"); put(133, "Edad", "199"); put(21, "Sexo", "Femenino"); put(66, "Sexo", "f"); put(200, "Sexo", "MF")
    put(45, "Nacionalidad", "Hondurena"); put(87, "Nacionalidad", "Hondureña/Nicaragüense"); put(90, "Nacionalidad", "Nicaraguence"); put(151, "Modalidad de explotación", "Explotasion sexual"); put(160, "Modalidad de explotación", "EXPLOTACION SEXUAL Y TRABAJO FORZADO")
    put(210, "Expediente Fiscal", ""); put(222, "Municipio", "San Pedro Zula"); put(230, "Departamento", "Fco. Morazán")
    rows[300] = list(rows[299])                      # the same line keyed twice
    rows[350] = rows[350][:22]                       # a line cut off
    write_text("hn-fiscalia.csv", "cp1252", ";", header, rows)


# ---------------------------------------------------------------- 2 Guatemala
def col(i):
    s = ""
    i += 1
    while i:
        i, m = divmod(i - 1, 26)
        s = chr(65 + m) + s
    return s


def serial(d):
    return (d - D(1899, 12, 30)).days


class F(float):      # a date with a time, as a serial
    pass


def cell(ref, v, strings, bold=False):
    if v is None or v == "":
        return ""
    if isinstance(v, F):
        return '<c r="%s" s="3"><v>%.5f</v></c>' % (ref, v)
    if isinstance(v, dt.date):
        return '<c r="%s" s="1"><v>%d</v></c>' % (ref, serial(v))
    if isinstance(v, int):
        return '<c r="%s"><v>%d</v></c>' % (ref, v)
    i = strings.setdefault(v, len(strings))
    return '<c r="%s"%s t="s"><v>%d</v></c>' % (ref, ' s="2"' if bold else "", i)


def gt():
    r = random.Random(502002)
    G = [("", ["No."]),
         ("Datos del expediente", ["Expediente", "Fecha de ingreso", "Sede", "Referido por"]),
         ("Datos de la víctima", ["CUI", "Apellidos y nombres", "Fecha de nacimiento", "Edad", "Rango de edad", "Sexo", "Estado civil", "Pueblo", "Idioma", "Segundo idioma", "Escolaridad", "Nacionalidad", "Departamento", "Municipio de residencia",
                                  "Discapacidad", "Embarazo", "Nombre de la madre", "Fecha de nac. de la madre", "Teléfono del encargado"]),
         ("Datos del hecho", ["Fecha del hecho", "Departamento", "Municipio del hecho", "ESCNNA", "Pornografía", "Trabajo forzado", "Trabajo infantil", "Mendicidad", "Matrimonio o unión forzada", "Adopción irregular", "Reclutamiento por maras", "Servidumbre",
                              "Extracción de órganos", "Otra", "Especifique", "Medio de captación", "Red social"]),
         ("Persona sindicada", ["Género", "Edad aprox.", "Parentesco"]),
         ("Seguimiento", ["Medida de protección", "Estado", "Ingresado por", "Última modificación"]),
         ("", ["Observaciones"])]
    header = [h for g, hs in G for h in hs]
    muni = {"Guatemala": ["Guatemala", "Mixco", "Villa Nueva", "San Juan Sacatepéquez"], "Alta Verapaz": ["Cobán", "San Pedro Carchá", "Chisec"], "Quiché": ["Santa Cruz del Quiché", "Nebaj", "Ixcán"], "Huehuetenango": ["Huehuetenango", "La Democracia", "Barillas"],
            "San Marcos": ["San Marcos", "Malacatán", "Ayutla"], "Quetzaltenango": ["Quetzaltenango", "Coatepeque"], "Petén": ["Flores", "San Benito", "La Libertad"], "Izabal": ["Puerto Barrios", "Livingston", "Morales"], "Escuintla": ["Escuintla", "Tiquisate"], "Santa Rosa": ["Chiquimulilla", "Guazacapán"]}
    lang = {"Alta Verapaz": "Q'eqchi'", "Quiché": "K'iche'", "Huehuetenango": "Mam", "San Marcos": "Mam", "Quetzaltenango": "K'iche'", "Izabal": "Garífuna", "Petén": "Q'eqchi'", "Guatemala": "Kaqchikel"}
    maya = "Caal|Choc|Xol|Tzoc|Ixcoy|Tum|Chávez|Ramírez|Pop|Cuc|Ajanel|Velásquez|Méndez|Sical|Bá|Cux|Coy|de Paz|García|Morales".split("|")
    def mun(d): return r.choice(muni[d])
    rows = []
    deps, dw = list(muni), [26, 13, 11, 11, 10, 8, 6, 5, 6, 3]
    for i in range(1, 313):
        reg = day(r, D(2020, 1, 6), D(2023, 12, 20))
        age = r.choices(range(0, 20), [1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 6, 8, 10, 13, 17, 19, 17, 14, 2, 1])[0]
        born = reg - dt.timedelta(days=int(age * 365.25 + r.randrange(5, 355)))
        girl = r.random() < .79
        dep = r.choices(deps, dw)[0]
        dep2 = dep if r.random() < .6 else r.choices(deps, dw)[0]
        pueblo = pick(r, {"Ladina": 55, "Maya": 5}) if dep in ("Guatemala", "Escuintla", "Santa Rosa") else pick(r, {"Maya": 62, "Ladina": 36})
        if dep == "Santa Rosa" and r.random() < .4: pueblo = "Xinka"
        if dep == "Izabal" and r.random() < .4: pueblo = "Garífuna"
        l1 = lang.get(dep, "Español") if pueblo in ("Maya", "Garífuna") and r.random() < .75 else "Español"
        band = "0-6" if age < 7 else "7-12" if age < 13 else "13-15" if age < 16 else "16-17" if age < 18 else "18+"
        fl = {h: "" for h in ["ESCNNA", "Pornografía", "Trabajo forzado", "Trabajo infantil", "Mendicidad", "Matrimonio o unión forzada", "Adopción irregular", "Reclutamiento por maras", "Servidumbre", "Otra"]}
        w = [46, 14, 8, 10, 9, 5, 2, 7, 4, 2] if age > 8 else [10, 8, 2, 14, 30, 0, 14, 0, 2, 4]
        for _ in range(r.choices([0, 1, 2, 3], [4, 74, 18, 4])[0]):
            fl[r.choices(list(fl), w)[0]] = r.choice("XXXXXXXx")
        net = pick(r, {"Redes sociales": 30, "Familiar": 28, "Amistad": 15, "Centro educativo": 5, "En el trabajo": 4, "Otro": 4, "No consigna": 12, "": 6})
        cui = "%09d%02d%02d" % (990000000 + r.randrange(10 ** 7), r.randrange(1, 22), r.randrange(1, 18))
        mother = r.choice(FEM) + " " + r.choice(maya) + " " + r.choice(maya)
        row = {"No.": i, "Expediente": "PNA-TR-%d-%04d" % (reg.year, i * 3), "Fecha de ingreso": reg, "Sede": r.choice(["Central", "Cobán", "Quetzaltenango", "Huehuetenango", "Petén"]), "Referido por": pick(r, {"PNC": 30, "Ministerio Público": 25, "Juzgado": 20, "Hospital": 9, "Denuncia anónima": 10, "1555": 4, "Escuela": 5}),
               "CUI": maybe(r, .72, cui if r.random() < .7 else cui[:4] + " " + cui[4:9] + " " + cui[9:]), "Apellidos y nombres": (r.choice(maya) + " " + r.choice(maya) if r.random() < .9 else r.choice(maya)) + ", " + r.choice(FEM if girl else MAS),
               "Fecha de nacimiento": maybe(r, .9, born, r.choice(["", "No consigna"])), "Edad": maybe(r, .95, age, ""), "Rango de edad": band, "Sexo": maybe(r, .985, "M" if girl else "H", "No consigna"), "Estado civil": "Soltera(o)" if age < 15 or r.random() < .8 else r.choice(["Unida(o)", "No consigna", "Casada(o)"]),
               "Pueblo": maybe(r, .94, pueblo, "No consigna"), "Idioma": l1, "Segundo idioma": "Español" if l1 != "Español" and r.random() < .5 else "", "Escolaridad": "Preprimaria" if age < 7 and r.random() < .5 else "Ninguna" if age < 7 else pick(r, {"Ninguna": 12, "Primaria": 48, "Básicos": 24, "Diversificado": 6, "No consigna": 10}),
               "Nacionalidad": pick(r, {"Guatemalteca": 88, "Hondureña": 5, "Salvadoreña": 4, "Mexicana": 1, "Nicaragüense": 2}), 17: dep, "Municipio de residencia": mun(dep), "Discapacidad": maybe(r, .04, "X"), "Embarazo": maybe(r, .1, "X") if girl and age > 12 else "", "Nombre de la madre": maybe(r, .8, mother, "No consigna"),
               "Fecha de nac. de la madre": maybe(r, .5, day(r, D(born.year - 38, 1, 1), D(born.year - 16, 12, 31))), "Teléfono del encargado": maybe(r, .6, "0000 %04d" % r.randrange(10000)), "Fecha del hecho": maybe(r, .8, reg - dt.timedelta(days=int(r.expovariate(1 / 120)))), 25: dep2, "Municipio del hecho": mun(dep2), **fl, "Extracción de órganos": "",
               "Especifique": r.choice(["Venta de persona", "Embarazo forzado", "Por establecer"]) if fl["Otra"] else "", "Medio de captación": net, "Red social": pick(r, {"Facebook": 40, "WhatsApp": 20, "TikTok": 12, "Instagram": 8, "Free Fire": 6, "Telegram": 3, "": 10}) if net == "Redes sociales" else "",
               "Género": pick(r, {"Masculino": 60, "Femenino": 28, "": 12}), "Edad aprox.": maybe(r, .5, r.randrange(18, 60)), "Parentesco": pick(r, {"Padre": 9, "Madre": 13, "Padrastro": 11, "Tío(a)": 8, "Abuelo(a)": 3, "Vecino(a)": 11, "Novio": 10, "Conocido(a)": 12, "Ninguno": 16, "No consigna": 8}),
               "Medida de protección": pick(r, {"Abrigo institucional": 45, "Familia ampliada": 25, "Retorno a familia": 15, "En trámite": 15}), "Estado": pick(r, {"Abierto": 60, "Cerrado": 25, "Trasladado": 15}), "Ingresado por": r.choice(["mlopez", "aperez", "jcux", "sede_coban"]),
               "Última modificación": F(serial(reg) + r.randrange(1, 90) + r.randrange(28800, 61200) / 86400), "Observaciones": maybe(r, .2, r.choice(["Se coordina con SVET.", "Madre no localizada", "Reingreso", "Alerta Alba-Keneth previa"]))}
        rows.append([row[h] if h != "Departamento" else row[k] for k, h in enumerate(header)])
    c = {h: i for i, h in enumerate(header)}
    def put(i, h, v): rows[i][c[h]] = v
    put(8, "Fecha de nacimiento", "30/02/2009"); put(20, "Fecha de nacimiento", D(2031, 5, 4)); put(47, "Fecha de nacimiento", "12/08/2008"); put(99, "Fecha de nacimiento", "2007"); put(64, "Edad", 150); put(70, "Edad", "14 a."); put(121, "Edad", "8 meses")
    for i in (33, 34, 180): put(i, "Rango de edad", D(2022, 12, 7))            # 7-12 turned into a date by the spreadsheet
    put(40, "Sexo", "h"); put(41, "Sexo", "Mujer"); put(77, "Sexo", "F"); put(90, "Nacionalidad", "Guatemalteco"); put(91, "Nacionalidad", "guatemalteka"); put(130, "CUI", 9912345670101); put(150, "Expediente", ""); put(160, "Fecha de ingreso", "sin fecha"); put(200, "ESCNNA", "X?"); put(201, "Mendicidad", "NO"); put(205, "Fecha de ingreso", "14/03/2022")
    rows[260] = list(rows[259]); rows[260][0] = 261
    strings, merges, xml = {}, [], []
    W = len(header)
    def line(n, cells, ht=""):
        xml.append('<row r="%d"%s>%s</row>' % (n, ht, "".join(cells)))
    titles = ["PROCURADURÍA GENERAL DE LA NACIÓN", "Procuraduría de la Niñez y la Adolescencia – Unidad de Trata", "Base de casos, enero 2020 a diciembre 2023 (uso interno)"]
    for n, t in enumerate(titles, 1):
        line(n, [cell("A%d" % n, t, strings, True)])
        merges.append("A%d:%s%d" % (n, col(W - 1), n))
    top, low, k = [], [], 0
    for g, hs in G:
        for j, h in enumerate(hs):
            if not g:
                top.append(cell(col(k) + "5", h, strings, True)); merges.append("%s5:%s6" % (col(k), col(k)))
            else:
                if j == 0:
                    top.append(cell(col(k) + "5", g, strings, True)); merges.append("%s5:%s5" % (col(k), col(k + len(hs) - 1)))
                low.append(cell(col(k) + "6", h, strings, True))
            k += 1
    line(5, top); line(6, low)
    for n, row in enumerate(rows, 7):
        line(n, [cell(col(k) + str(n), v, strings) for k, v in enumerate(row)])
    n = 7 + len(rows)
    line(n, [cell("A%d" % n, "TOTAL", strings, True), cell("B%d" % n, len(rows), strings)])
    line(n + 2, [cell("A%d" % (n + 2), "Fuente: registros administrativos de la Unidad.", strings)])
    NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    H = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    sheet = H + '<worksheet %s><dimension ref="A1:%s%d"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="6" topLeftCell="A7" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>%s</sheetData><mergeCells count="%d">%s</mergeCells></worksheet>' % (
        NS, col(W - 1), n + 2, "".join(xml), len(merges), "".join('<mergeCell ref="%s"/>' % m for m in merges))
    years = {}
    for row in rows:
        if isinstance(row[2], D): years[row[2].year] = years.get(row[2].year, 0) + 1
    x2 = ['<row r="1">%s%s</row>' % (cell("A1", "Año", strings, True), cell("B1", "Casos", strings, True))]
    for q, y in enumerate(sorted(years), 2):
        x2.append('<row r="%d">%s%s</row>' % (q, cell("A%d" % q, y, strings), cell("B%d" % q, years[y], strings)))
    sheet2 = H + '<worksheet %s><sheetData>%s</sheetData></worksheet>' % (NS, "".join(x2))
    sst = H + '<sst %s count="%d" uniqueCount="%d">%s</sst>' % (NS, len(strings), len(strings), "".join('<si><t xml:space="preserve">%s</t></si>' % escape(s) for s in strings))
    styles = H + ('<styleSheet %s><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
                  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
                  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>') % NS
    R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    P = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    files = [("[Content_Types].xml", H + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
              + "".join('<Override PartName="/xl/%s" ContentType="%s%s+xml"/>' % (p, P, t) for p, t in [("workbook.xml", "sheet.main"), ("worksheets/sheet1.xml", "worksheet"), ("worksheets/sheet2.xml", "worksheet"), ("styles.xml", "styles"), ("sharedStrings.xml", "sharedStrings")]) + '</Types>'),
             ("_rels/.rels", H + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % R),
             ("xl/workbook.xml", H + '<workbook %s xmlns:r="%s"><sheets><sheet name="Base 2020-2023" sheetId="1" r:id="rId1"/><sheet name="Resumen" sheetId="2" r:id="rId2"/></sheets></workbook>' % (NS, R)),
             ("xl/_rels/workbook.xml.rels", H + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join('<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>' % (q, R, t, p) for q, (t, p) in enumerate([("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")], 1)) + '</Relationships>'),
             ("xl/worksheets/sheet1.xml", sheet), ("xl/worksheets/sheet2.xml", sheet2), ("xl/styles.xml", styles), ("xl/sharedStrings.xml", sst)]
    with zipfile.ZipFile(os.path.join(HERE, "gt-pgn-ninez.xlsx"), "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in files:
            z.writestr(zipfile.ZipInfo(name, (2024, 1, 15, 8, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED)


# ---------------------------------------------------------------- 3 Dominican Republic
def do():
    r = random.Random(809003)
    F2 = "Yokasta|Altagracia|Rosanna|Marisol|Yolanda|Francheska|Mirelys|Darleny|Santa|Guerline|Rose-Marie|Nadège".split("|")
    M2 = "Ramón|Wilkin|Starlin|Domingo|Ysidro|Jean Robert|Wilner|Fausto|Yunior|Rafael Antonio".split("|")
    A2 = "Encarnación|de los Santos|Féliz|Mateo|Polanco|Then|de Jesús|Rosario|Brito|Pierre|Joseph|Estimé|Liriano|Peguero|Almonte".split("|")
    prov = {"Distrito Nacional": ["Distrito Nacional"], "Santo Domingo": ["Santo Domingo Este", "Boca Chica", "Los Alcarrizos"], "Puerto Plata": ["Sosúa", "Cabarete", "Puerto Plata"], "La Altagracia": ["Higüey", "Verón-Punta Cana"], "Santiago": ["Santiago"], "Dajabón": ["Dajabón", "Loma de Cabrera"], "Monte Cristi": ["Castañuelas", "Monte Cristi"], "Elías Piña": ["Comendador"], "Barahona": ["Barahona", "Cabral"]}
    mc = ["MC_Amenazas", "MC_Violencia fisica", "MC_Violencia psicologica", "MC_Abuso sexual", "MC_Engaño", "MC_Deuda", "MC_Retencion de salario", "MC_Retencion documentos", "MC_Encierro", "MC_Drogas/alcohol", "MC_Amenaza deportacion", "MC_Vulnerabilidad", "MC_Otro"]
    mp = [.35, .25, .4, .2, .62, .3, .33, .28, .2, .1, .12, .4, .04]
    header = ["Case ID", "Victim ID", "Fecha Denuncia", "Fecha Hecho", "Nombre", "Primer Apellido", "Segundo Apellido", "Apodo", "Cedula/Pasaporte", "Fecha Nacimiento", "Edad aprox.", "Menor al momento del hecho", "Genero", "Nacionalidad", "Pais nacimiento", "Estatus migratorio", "Estado Civil", "Nivel educativo", "Dependientes",
              "Tel", "Direccion", "Sector", "Municipio", "Provincia", "Pais de Explotacion", "Tipo de trata", "Tiempo explotacion", "Abduction", "Relation to Recruiter", "Rel_tratante"] + mc + ["Estatus de la victima", "Identificada por", "Rol imputado", "Imputado - Nombre", "Imputado - Edad", "Imputado - Sexo", "Imputado - Nac.", "Fiscal", "Estado", "Indemnizacion RD$", "Remarks", "created_by", "updated_at"]
    haiti = {"Haití": 40, "Haiti": 30, "HAITI": 10, "Hayti": 5, "Haïti": 5, "Ayiti": 3, "Rep. de Haití": 3, "Haitì": 2}
    def nat(g):
        if g < .5: return pick(r, {"República Dominicana": 60, "Rep. Dom.": 20, "RD": 14, "Republica Dominicana": 14, "Dominican Republic": 4})
        if g < .83: return pick(r, haiti)
        return pick(r, {"Venezuela": 50, "Colombia": 34, "Cuba": 4, "Brasil": 2, "Rusia": 1, "No especificado": 9})
    rows, case, n = [], 0, 0
    while n < 508:
        case += 1
        reg = day(r, D(2018, 2, 1), D(2023, 11, 30))
        cid = "PETT-%d-%04d" % (reg.year, case * 2)
        who, im = "%s %s" % (r.choice(M2 + F2), r.choice(A2)), maybe(r, .68, "M", "F")
        p = r.choices(list(prov), [14, 18, 18, 17, 8, 8, 6, 5, 6])[0]
        state = pick(r, {"Activo": 45, "Archivado": 20, "Acusación": 15, "Sentencia": 20})
        iage = r.randrange(20, 62)
        for v in range(1, r.choices([1, 2, 3, 5, 8], [70, 14, 8, 5, 3])[0] + 1):
            n += 1
            age = min(59, max(4, int(r.gauss(23, 8))))
            f = r.random() < .8
            g = r.random()
            born = reg - dt.timedelta(days=int(age * 365.25 + r.randrange(5, 355)))
            natv = nat(g)
            at = age if r.random() < .55 else "%s %d" % (r.choice(["aprox.", "aprox.", "unos", "±", "aprox"]), age)
            dup = (im if r.random() < .9 else "")
            rows.append([cid, cid + "-V%02d" % v, reg.strftime("%d-%m-%Y"), maybe(r, .7, (reg - dt.timedelta(days=r.randrange(400))).strftime("%d-%m-%Y"), "No especificado"), r.choice(F2 if f else M2), r.choice(A2), maybe(r, .7, r.choice(A2)), maybe(r, .1, r.choice(["La Morena", "Chichí", "Kiko"])),
                         maybe(r, .5, "000-%07d-%d" % (r.randrange(10 ** 7), r.randrange(10)) if g < .5 else "%s%07d" % (r.choice(["XX", "RX", "PX"]), r.randrange(10 ** 7)), r.choice(["", "INDOC.", "N/A"])), maybe(r, .45, born.strftime("%d-%m-%Y")), maybe(r, .92, at, "No especificado"), maybe(r, .85, "Si" if age < 18 or (age < 20 and r.random() < .6) else "No", "?"),
                         pick(r, {"Femenino": 96, "LGBTIQ+": 4}) if f else pick(r, {"Masculino": 93, "LGBTIQ+": 7}), natv, natv if r.random() < .9 else maybe(r, .5, "Haití", ""), "Nacional" if g < .5 else pick(r, {"Irregular": 55, "Regular": 20, "En tramite": 6, "No especificado": 19}),
                         pick(r, {"Soltera/o": 60, "Union libre": 22 * (age > 15), "Casada/o": 10 * (age > 17), "Viuda/o": 1 * (age > 20), "Divorciada/o": 3 * (age > 20), "No especificado": 9}), pick(r, {"Ninguno": 9, "Inicial": 1, "Primaria": 36, "Secundaria": 30 * (age > 12), "Tecnico": 3 * (age > 17), "Universitaria": 6 * (age > 18), "No especificado": 18}), maybe(r, .6, r.choice([0, 0, 1, 1, 2, 3]) if age > 15 else 0, ""),
                         maybe(r, .4, "809-000-%04d" % r.randrange(10000)), maybe(r, .4, "C/ %s #%d" % (r.choice(["Primera", "Duarte", "Las Flores", "27"]), r.randrange(1, 99))), maybe(r, .5, r.choice(["Los Mina", "El Charco", "Batey 5", "Villa Ana", "Pueblo Nuevo"])), r.choice(prov[p]), p,
                         pick(r, {"República Dominicana": 86, "España": 3, "Turquía": 3, "Haití": 2, "Suriname": 2, "Trinidad y Tobago": 1, "Argentina": 1}), pick(r, {1: 48, 2: 17, 3: 12, 4: 6, 5: 9, 6: 5, 9: 4, "": 3}), pick(r, {"Menos de 1 año": 50, "1 a 2 años": 20, "Mas de 2 años": 12, "No especificado": 18}), maybe(r, .9, maybe(r, .05, "Y", "N")),
                         pick(r, {"Partner": 13, "Family": 20, "Friend": 30, "Other": 18, "Unknown": 12, "": 7}), pick(r, {1: 20, 2: 22, 3: 16, 4: 25, 5: 6, "": 10})] + [maybe(r, .97, 1 if r.random() < q else 0) for q in mp] +
                        [pick(r, {"Presunta": 42, "Identificada": 50, "Descartada": 6, "": 2}), pick(r, {"Ministerio Publico": 52, "Policia Nacional": 18, "ONG": 9, "Migracion": 9, "CONANI": 5, "Otro": 2, "": 5}), pick(r, {"Explotador": 28, "Reclutador": 26, "Reclutador, Explotador": 18, "Transportista": 8, "Reclutador, Transportista": 6, "Receptor": 7, "Otro": 3, "": 6}),
                         who, maybe(r, .6, iage), dup, maybe(r, .6, r.choice(["Rep. Dom.", "Haití", "Italia", "Venezuela"])), r.choice(["Lic. Y. Báez", "Lic. C. Mota", "Lic. A. Tavárez"]), state, "", maybe(r, .2, r.choice(["Interview with interpreter", "Trasladada a casa de acogida", "Coordinated with IOM", "ver carpeta fisica"])), r.choice(["ybaez", "import2021", "cmota"]), (reg + dt.timedelta(days=r.randrange(300))).strftime("%Y-%m-%d %H:%M").replace("00:00", "%02d:%02d" % (r.randrange(8, 18), r.randrange(60)))])
    c = {h: i for i, h in enumerate(header)}
    def put(i, h, v): rows[i][c[h]] = v
    put(5, "Fecha Denuncia", "31-11-2020"); put(60, "Fecha Denuncia", "2021-03-15"); put(61, "Fecha Denuncia", "03/22/2021"); put(90, "Fecha Denuncia", ""); put(15, "Fecha Nacimiento", "00-00-1998"); put(44, "Fecha Nacimiento", "12-05-2035"); put(110, "Edad aprox.", "25-30"); put(111, "Edad aprox.", "mayor de edad"); put(112, "Edad aprox.", "aprox. 17 o 18")
    put(130, "Genero", "Fem."); put(131, "Genero", "Femenina"); put(132, "Genero", "Masulino"); put(150, "Nacionalidad", "Haitiana"); put(151, "Nacionalidad", "Venesuela"); put(170, "MC_Deuda", "si"); put(171, "MC_Encierro", "2"); put(210, "Victim ID", ""); put(240, "Tipo de trata", "1,3"); put(241, "Tipo de trata", "11")
    rows[400] = list(rows[399])
    write_text("do-ministerio-publico.tsv", "utf-8", "\t", header, rows, bom=True)


# ---------------------------------------------------------------- 4 Haiti
def ht():
    r = random.Random(509004)
    Fn = "Guerda|Mirlande|Fabiola|Roseline|Dieula|Wideline|Natacha|Lovelie|Marie-Ange|Islande|Chrislie".split("|")
    Mn = "Jean Wesly|Stevenson|Junior|Mackenson|Frantzy|Wilguens|Dieuseul|Ricardo|Woodly".split("|")
    Sn = "Jean-Baptiste|Pierre|Saint-Fleur|Désir|Louis|Charles|Cadet|Estimable|Joseph|Noël|Augustin|Dorvil|St-Vil".split("|")
    places = {"Lwès": ["Pòtoprens", "Delma", "Kafou", "Kwadèboukè"], "Nò": ["Okap", "Limbe"], "Nòdès": ["Wanament", "Fòlibète"], "Sant": ["Ench", "Beladè", "Mibalè"], "Sid": ["Okay", "Pòsali"], "Sidès": ["Jakmèl", "Ansapit"], "Grandans": ["Jeremi"], "Latibonit": ["Gonayiv", "Sen Mak"]}
    header = ["Nimewo dosye", "Dat antre", "Date de sortie", "Siyati", "Non", "Ti non", "Sèks", "Dat nesans", "Laj", "Kote li fèt", "Nasyonalite", "CIN / NIF", "Depatman", "Komin", "Kominote", "Eta sivil", "Konbyen pitit", "Lang li pale", "Niveau scolaire", "Kalite esplwatasyon", "Kalite travay", "Peyi kote sa te pase", "Laj lè sa kòmanse", "Depi konbyen tan",
              "Moun ki te fè l' sa", "Sèks moun sa a", "Laj moun sa a", "Kijan yo te kenbe l'", "Kijan yo te jwenn li", "Viktim konfime", "Viktim posib", "Pa yon viktim", "Référé par", "Non manman", "Dat nesans manman", "Téléphone contact", "Eta sante", "Pwa (kg)", "Chanm", "Kat.", "Transfere", "Foto", "Remak", "Moun ki ranpli fich la"]
    rows = []
    for i in range(1, 187):
        reg = day(r, D(2019, 3, 1), D(2023, 10, 30))
        f = r.random() < .68
        age = min(45, max(4, int(r.gauss(14, 6))))
        born = reg - dt.timedelta(days=int(age * 365.25 + r.randrange(5, 355)))
        dep = r.choices(list(places), [26, 10, 16, 18, 8, 8, 5, 9])[0]
        a = pick(r, {"restavèk": 38 if age < 18 else 4, "travay fòse": 17, "esplwatasyon seksyèl": 20, "mandyan": 9, "maryaj fòse": 3 * (age > 12), "pòno / videyo": 2, "rekritman nan gang": 5 if age > 10 else 0})
        fs = [a]
        if r.random() < .25:
            b = pick(r, {"esplwatasyon seksyèl": 8, "travay fòse": 6, "mandyan": 4})
            if b != a: fs.append(b)
        work = {"restavèk": "travay kay moun"}.get(a) or (pick(r, {"koupe kann": 5, "travay kay moun": 5, "vann nan lari": 4, "konstriksyon": 3, "restoran": 2, "atelye": 1}) if "travay fòse" in fs else "-")
        who = pick(r, {"matant": 18, "tonton": 6, "manman": 6, "papa": 4, "bòpè": 5, "vwazen": 11, "zanmi": 7, "mennaj": 6, "madanm lan": 14, "etranje": 10, "pasè": 8, "pa konnen": 8})
        start = max(2, age - r.randrange(0, 7))
        st = pick(r, {0: 62, 1: 32, 2: 4, 3: 3})
        bd = born.isoformat() if r.random() < .5 else str(born.year) if r.random() < .7 else r.choice(["pa konnen", "-", born.isoformat()[:7]])
        rows.append(["SA-%d-%03d" % (reg.year, i), reg.isoformat(), maybe(r, .6, (reg + dt.timedelta(days=r.randrange(4, 200))).isoformat(), "-"), r.choice(Sn), r.choice(Fn if f else Mn), maybe(r, .25, r.choice(["Ti Mari", "Fifi", "Bob", "Tijan"]), "-"), "Fi" if f else "Gason", bd, age if r.random() < .6 else r.choice(["anviwon %d", "env. %d", "environ %d"]) % age if r.random() < .9 else "pa konnen",
                     r.choice(sum(places.values(), [])) if r.random() < .8 else "pa konnen", pick(r, {"Ayisyen": 40, "Ayisyèn": 48, "Haïtienne": 6, "Dominiken": 2, "pa konnen": 3, "san papye": 2}), maybe(r, .2, "00-00-99-%04d-%02d-%05d" % (born.year, r.randrange(1, 13), r.randrange(10 ** 5)), r.choice(["-", "pa genyen"])), dep, r.choice(places[dep]), maybe(r, .6, r.choice(["Kafou Fèy", "Bwa Nèf", "Savann Lon", "Ti Plas", "Dezyèm Seksyon"]), "-"),
                     "Selibatè" if age < 18 else pick(r, {"Selibatè": 55, "Plase": 28, "Marye": 8, "Vèf": 2, "-": 7}), 0 if age < 15 else pick(r, {0: 60, 1: 25, 2: 8, "-": 7}), pick(r, {"Kreyòl": 78, "Kreyòl, Franse": 10, "Kreyòl, Panyòl": 12}), pick(r, {"Pa janm al lekòl": 25, "Preskolè": 4, "Primè": 42 * (age > 5), "Fondamental 3e cycle": 14 * (age > 12), "Secondaire": 9 * (age > 15), "-": 6}), r.choice([" + ", ", "]).join(fs), work,
                     pick(r, {"Ayiti": 70, "Dominikani": 22, "Sendomeng": 5, "Chili": 2, "Brezil": 1, "pa konnen": 2}), maybe(r, .75, start, "pa konnen"), maybe(r, .8, "%d mwa" % r.randrange(1, 12) if age == start else "%d an" % (age - start), "pa konnen"), who, pick(r, {"Fi": 42, "Gason": 45, "Toulède": 8, "pa konnen": 5}), maybe(r, .5, r.randrange(20, 60), "pa konnen"),
                     "; ".join(r.sample(["menas", "kou", "joure", "pa ba l' manje", "pran lajan l'", "fèmen l'", "manti / fo pwomès", "pran papye l'", "kadejak"], r.choice([1, 1, 2, 2, 3]))) if r.random() < .85 else "pa konnen", pick(r, {"fanmi": 40, "zanmi": 17, "lekòl": 3, "Facebook / WhatsApp": 12, "travay": 5, "lòt": 8, "pa konnen": 15}),
                     "x" if st == 0 else "", "x" if st == 1 else "", "x" if st == 2 else "", pick(r, {"IBESR": 45, "BPM": 18, "PNH": 12, "OIM": 12, "GARR": 8, "Fanmi": 5}), maybe(r, .7, r.choice(Fn) + " " + r.choice(Sn), "pa konnen"), maybe(r, .3, str(born.year - r.randrange(16, 40)) if r.random() < .6 else D(born.year - r.randrange(16, 40), r.randrange(1, 13), r.randrange(1, 28)).isoformat(), "-"), maybe(r, .4, "+509 0000 %04d" % r.randrange(10000), "-"),
                     pick(r, {"Bon": 50, "Pasab": 30, "Ansent": 5 if f and age > 13 else 0, "Malad": 15}), maybe(r, .7, "%.1f" % max(9, r.gauss(18 + age * 2, 5)), "-"), r.choice(["A", "B", "C", "D2"]), pick(r, {1: 40, 2: 33, 3: 20, "": 7}), maybe(r, .25, "wi", "non"), "", maybe(r, .25, r.choice(["Bezwen swivi sikososyal", "Dossier IBESR incomplet", "Li vle retounen lakay li", "Chache fanmi nan Sid"])), r.choice(["Sè Anit", "M. Paul", "Wislène"])])
    c = {h: i for i, h in enumerate(header)}
    def put(i, h, v): rows[i][c[h]] = v
    put(7, "Dat antre", "2021-02-30"); put(30, "Dat antre", "2022"); put(31, "Dat antre", "15/04/2021"); put(50, "Dat nesans", "2029-01-10"); put(51, "Dat nesans", "2008-13-02"); put(52, "Dat nesans", "1998?"); put(60, "Laj", "10-12"); put(61, "Laj", "timoun"); put(75, "Sèks", "F"); put(76, "Sèks", "garçon"); put(77, "Sèks", "Tifi")
    put(90, "Kalite esplwatasyon", "restavek"); put(91, "Kalite esplwatasyon", "pa konnen"); put(92, "Kalite esplwatasyon", "eksplwatasyon seksyel"); put(110, "Nimewo dosye", ""); put(111, "Nasyonalite", "Ayisyenn"); put(140, "Viktim posib", "x"); put(140, "Viktim konfime", "x")
    rows[150] = list(rows[149])
    write_text("ht-sant-akey.csv", "utf-8", ",", header, rows, newline="\n")


# ---------------------------------------------------------------- 5 Mexico
def mx():
    r = random.Random(52005)
    ent = {"Ciudad de México": ["Iztapalapa", "Cuauhtémoc", "Tlalpan"], "México": ["Ecatepec", "Nezahualcóyotl", "Toluca"], "Chiapas": ["Tapachula", "Tuxtla Gutiérrez"], "Tlaxcala": ["Tenancingo", "Tlaxcala"], "Baja California": ["Tijuana", "Mexicali"], "Quintana Roo": ["Benito Juárez", "Solidaridad"], "Puebla": ["Puebla", "Tehuacán"], "Jalisco": ["Guadalajara", "Puerto Vallarta"], "Oaxaca": ["Oaxaca de Juárez", "Juchitán"], "Sinaloa": ["Culiacán", "Navolato"]}
    header = ["call_id", "folio", "country", "source", "channel", "call_started_at", "minutes", "operator", "shift", "idioma_llamada", "caller_type", "caller_phone", "caller_age", "report_year", "victim_initials", "sexo", "age_range", "edad_exacta", "minor_at_recruitment", "citizenship_iso3", "estado_civil", "num_hijos", "escolaridad", "lengua_indigena", "estado", "municipio", "geo_lat", "geo_lon",
              "country_exploitation_iso2", "nacional_del_pais", "exploitation_types", "sex_modality", "sector_laboral", "means_of_control", "recruitment_method", "recruit_platform", "exploit_platform", "recruiter_relation", "offender_gender", "offender_age", "offender_phone", "victim_status", "victim_deceased", "flag_7", "nivel_riesgo", "canalizado_a", "estatus_reporte", "satisfaction_1_5", "campaign_code", "notas", "created_by", "created_at", "updated_at"]
    def miss(p, v): return v if r.random() < p else r.choice(["-99", "-99", ""])
    def some(table, ks, sep="|"):
        out = []
        for _ in range(r.choices([1, 2, 3], ks)[0]):
            v = pick(r, table)
            if v not in out: out.append(v)
        return out
    def js(vs): return "[" + "|".join('"%s"' % v for v in vs) + "]" if vs else "[]"
    rows = []
    for i in range(1, 563):
        reg = day(r, D(2020, 1, 2), D(2023, 12, 28))
        t = dt.datetime(reg.year, reg.month, reg.day, r.randrange(24), r.randrange(60), r.randrange(60))
        mins = r.randrange(3, 75)
        age = min(72, max(3, int(r.gauss(24, 10))))
        band = "0-11" if age < 12 else "12-17" if age < 18 else "18-25" if age < 26 else "26-35" if age < 36 else "36-59" if age < 60 else "60+"
        en = r.choices(list(ent), [18, 14, 9, 7, 10, 10, 8, 8, 6, 8])[0]
        nat = pick(r, {"MEX": 72, "GTM": 5, "HND": 6, "COL": 5, "VEN": 5, "SLV": 2, "CUB": 1, "ARG": 1, "HTI": 1, "-99": 4, "": 3})
        ex = pick(r, {"MX": 93, "US": 5, "CA": 1, "ES": 1})
        forms = some({"sexual": 44, "laboral": 24, "mendicidad": 7, "criminalidad_forzada": 9, "servidumbre": 6, "matrimonio_forzado": 4, "trabajo_infantil": 6, "adopcion_ilegal": 1, "organos": 1}, [76, 19, 5])
        plat = some({"facebook": 40, "whatsapp": 30, "tiktok": 10, "instagram": 10, "telegram": 6, "x_twitter": 3, "otra": 6}, [70, 25, 5])
        meth = some({"redes_sociales": 38, "anuncio_en_linea": 18, "familia": 14, "amistades": 14, "trabajo": 8, "escuela": 4, "otro": 5}, [82, 16, 2])
        ct = pick(r, {"familiar": 35, "victima": 22, "testigo": 15, "anonimo": 20, "institucion": 8})
        c2 = t + dt.timedelta(minutes=mins + r.randrange(20))
        ts = lambda x: x.strftime("%Y-%m-%dT%H:%M:%S") + "-06:00"
        rows.append([880000 + i * 13, "LN-%s-%05d" % (reg.strftime("%y"), i * 4), "MX", "hotline", pick(r, {"phone": 55, "whatsapp": 25, "web_chat": 14, "app": 6}), ts(t), mins, r.choice(["op_03", "op_07", "op_11", "op_12"]), r.choice(["matutino", "vespertino", "nocturno"]), pick(r, {"es": 95, "en": 4, "nah": 1}), ct, maybe(r, .5, "+52 00 0000 %04d" % r.randrange(10000)), miss(.3, r.randrange(16, 70)), reg.year,
                     maybe(r, .5, r.choice("ABCDEGJLMRSY") + "." + r.choice("CFGHLMPRSV") + "."), miss(.93, pick(r, {1: 47, 2: 53})), miss(.85, band), age if r.random() < .35 else "-99", miss(.5, 1 if age < 19 else 0), nat, miss(.5, pick(r, {"soltera_o": 60, "casada_o": 15 * (age > 17), "union_libre": 18 * (age > 15), "divorciada_o": 4 * (age > 20), "viuda_o": 1 * (age > 20), "separada_o": 3 * (age > 20)})), miss(.4, r.choice([0, 0, 1, 1, 2, 3]) if age > 15 else 0), miss(.45, pick(r, {"ninguna": 5, "preescolar": 1, "primaria": 25, "secundaria": 38 * (age > 12), "preparatoria": 24 * (age > 15), "licenciatura": 7 * (age > 20), "posgrado": 1 * (age > 24)})),
                     maybe(r, .07, r.choice(["náhuatl", "tsotsil", "zapoteco", "mixteco"])), en, r.choice(ent[en]), maybe(r, .4, "%.4f" % r.uniform(15, 32)), "", ex, miss(.8, "si" if (nat == "MEX") == (ex == "MX") else "no"), "|".join(forms) if r.random() < .95 else "", "|".join(some({"prostitucion": 60, "pornografia": 22, "webcam": 14, "servicios_privados": 6}, [80, 18, 2])) if "sexual" in forms and r.random() < .8 else "", pick(r, {"agricultura": 22, "trabajo_del_hogar": 22, "bares_restaurantes": 18, "construccion": 10, "manufactura": 8, "comercio_ambulante": 10, "transporte": 3, "mineria": 1, "otro": 6}) if "laboral" in forms else "",
                     "|".join(some({"enganio": 38, "amenazas": 30, "violencia_fisica": 18, "violencia_psicologica": 26, "violencia_sexual": 10, "deuda": 14, "retencion_documentos": 12, "encierro": 10, "drogas": 8, "retencion_pago": 14, "jornada_excesiva": 10, "amenaza_hijos": 4}, [40, 40, 20])) if r.random() < .85 else "-99", "|".join(meth) if r.random() < .8 else "-99",
                     js(plat) if "redes_sociales" in meth else "[]" if r.random() < .5 else "", js(some({"facebook": 20, "telegram": 20, "otra": 30, "whatsapp": 20, "x_twitter": 10}, [80, 20, 0])) if "sexual" in forms and r.random() < .3 else "", "|".join(some({"pareja": 18, "amistad": 25, "familia": 18, "otra": 15, "desconocida": 18}, [90, 10, 0])) if r.random() < .75 else "-99", miss(.7, pick(r, {"male": 60, "female": 25, "both": 15})), miss(.3, r.randrange(18, 65)), maybe(r, .15, "+52 00 0000 %04d" % r.randrange(10000)),
                     pick(r, {"potential": 64, "confirmed": 14, "not_trafficking": 12, "": 10}), miss(.95, maybe(r, .01, "true", "false")), pick(r, {0: 50, 1: 30, 9: 20}), r.choice(["alto", "medio", "bajo"]), pick(r, {"FEVIMTRA": 20, "Fiscalía estatal": 40, "CEAV": 8, "DIF": 10, "ninguna": 22}), pick(r, {"cerrado": 50, "abierto": 20, "canalizado": 30}), maybe(r, .3, r.randrange(1, 6)), "", maybe(r, .2, r.choice(["Caller hung up; volver a marcar", "Se canaliza, folio compartido", "\"No quiere dar nombre\"", "Possible duplicate, revisar"])), r.choice(["op_03", "op_07", "bot_intake", "sup_1"]), ts(c2), ts(c2 + dt.timedelta(days=r.randrange(60)))])
    c = {h: i for i, h in enumerate(header)}
    def put(i, h, v): rows[i][c[h]] = v
    put(9, "call_started_at", "2021-02-29T10:00:00-06:00"); put(9, "created_at", "2021-02-29T10:20:00-06:00"); put(70, "created_at", ""); put(70, "call_started_at", ""); put(95, "call_started_at", "05/06/2022 11:20"); put(40, "citizenship_iso3", "MX"); put(41, "citizenship_iso3", "GUA"); put(42, "citizenship_iso3", "mex"); put(80, "age_range", "15-20"); put(81, "age_range", "menor"); put(82, "edad_exacta", "220"); put(83, "sexo", "3")
    put(120, "exploitation_types", "sexual;laboral"); put(121, "exploitation_types", "sexaul"); put(150, "folio", ""); put(160, "country_exploitation_iso2", "USA"); put(170, "recruit_platform", '["facebok"]')
    rows[500] = list(rows[499])
    write_text("mx-linea.csv", "utf-8", ",", header, rows, newline="\n")


if __name__ == "__main__":
    for f in (hn, gt, do, ht, mx):
        f()
