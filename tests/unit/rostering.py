"""Staff lists as programs export them: OneRoster 1.1 and 1.2 in the shape of its specification."""

import io
import zipfile
from collections.abc import Mapping

import openpyxl

SECRET = "hunter2-hash"
MANIFEST = """propertyName,value
manifest.version,1.0
oneroster.version,{version}
file.orgs,bulk
file.users,bulk
source.systemName,Ferry SIS
"""
ORGS = """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d1,,,Ferry District,district,,
s1,,,Oak School,school,,d1
s2,,,Pine School,school,,d1
"""
DEMOGRAPHICS = """sourcedId,status,dateLastModified,birthDate,sex
u5,,,2012-05-04,female
"""
USERS_1_1 = f"""sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,\
givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
u1,,,true,s1,teacher,ana,{{}},Ana,Ruiz,,,ANA@oak.example,,555-0101,,,{SECRET}
u2,,,true,"s1,s2",aide,ben,,Ben,Iversen,,,ben@oak.example,,,,,{SECRET}
u3,,,true,s2,teacher,finn,,Finn,Ode,,,finn@pine.example,,,,,{SECRET}
u4,,,true,d1,administrator,zoe,,Zoe,Abara,,,zoe@ferry.example,,,,,{SECRET}
u5,,,true,s1,student,kid,,Wilhelmina,Kidd,,,kid@oak.example,,,u6,07,{SECRET}
u6,,,true,s1,parent,pat,,Patience,Kidd,,,pat@home.example,,,,,{SECRET}
u7,tobedeleted,,true,s1,teacher,gus,,Gus,Old,,,gus@oak.example,,,,,{SECRET}
u8,,,false,s1,teacher,hal,,Hal,Off,,,hal@oak.example,,,,,{SECRET}
u9,,,true,s1,administrator,lee,,Lee,Amadi,,,lee@oak.example,,,,,{SECRET}
"""
USERS_1_2 = f"""sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,\
familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,\
resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,\
pronouns
u1,,,true,ana,,Anastasia,Ruiz,,,ana@oak.example,,,,,{SECRET},,,Ana,,,s1,she/her
u2,,,true,ben,,Ben,Iversen,,,ben@oak.example,,,,,{SECRET},,,,,,s1,
u3,,,true,finn,,Finn,Ode,,,finn@pine.example,,,,,{SECRET},,,,,,s2,
u5,,,true,kid,,Wilhelmina,Kidd,,,kid@oak.example,,,,07,{SECRET},,,,,,s1,
"""
ROLES = """sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,\
orgSourcedId,userProfileSourcedId
r1,,,u1,primary,teacher,,,s1,
r2,,,u2,primary,aide,,,s1,
r3,,,u2,secondary,proctor,,,s1,
r4,,,u3,primary,teacher,,,s2,
r5,,,u5,primary,student,,,s1,
"""
COURSES = """sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,\
orgSourcedId,subjects,subjectCodes
c1,,,,Algebra 1,M1,"08,09",s1,Mathematics,
c2,,,,Pottery,A1,,s1,,
"""
CLASSES = """sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,\
location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
k1,,,Algebra 1 red,08,c1,,scheduled,,s1,t1,,,1
k2,,,Algebra 1 blue,,c1,,scheduled,,s1,t1,Mathematics,,2
k3,,,Pottery A,,c2,,scheduled,,s1,t1,,,3
k4,tobedeleted,,Latin,07,c2,,scheduled,,s1,t1,Latin,,4
"""
ENROLLMENTS = """sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,\
role,primary,beginDate,endDate
e1,,,k1,s1,u1,teacher,true,,
e2,,,k2,s1,u1,teacher,true,,
e3,,,k3,s1,u1,teacher,true,,
e4,,,k4,s1,u1,teacher,true,,
e5,,,k3,s1,u2,teacher,false,,
e6,,,k1,s1,u5,student,false,,
"""


def packed(files: Mapping[str, str]) -> bytes:
    """Files in a packed folder."""
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in files.items():
            folder.writestr(name, text)
    return page.getvalue()


def one_roster(version: str = "1.1", **other: str) -> bytes:
    """A OneRoster of two schools in a district; ``other`` files by their names without .csv."""
    users = {"1.1": {"users": USERS_1_1}, "1.2": {"users": USERS_1_2, "roles": ROLES}}[version]
    told = {"manifest": MANIFEST.format(version=version), "orgs": ORGS, **users}
    told |= {"demographics": DEMOGRAPHICS} | other
    return packed({f"{name}.csv": text for name, text in told.items() if text})


def departments(school: str, staff: Mapping[str, tuple[str, str]]) -> bytes:
    """A OneRoster of one school: by name what each teaches, and to which grade."""
    org = ORGS.splitlines()[0] + f"\ns1,,,{school},school,,\n"
    rows: dict[str, list[str]] = {"users": [], "classes": [], "enrollments": []}
    for number, (name, (subject, grade)) in enumerate(staff.items()):
        first, last = name.split(" ", 1)
        mail = f"{first}.{last}@{school.split()[0]}.example".lower()
        rows["users"].append(f"u{number},,,true,s1,teacher,,,{first},{last},,,{mail},,,,,{SECRET}")
        rows["classes"].append(f"k{number},,,{subject},{grade},,,scheduled,,s1,,{subject},,")
        rows["enrollments"].append(f"e{number},,,k{number},s1,u{number},teacher,true,,")
    heads = {"users": USERS_1_1, "classes": CLASSES, "enrollments": ENROLLMENTS}
    files = {name: "\n".join([heads[name].splitlines()[0], *lines]) for name, lines in rows.items()}
    return packed({f"{name}.csv": text for name, text in {"orgs": org, **files}.items()})


def workbook(*rows: tuple[object, ...]) -> bytes:
    """Rows in an Excel file."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()
