"""Fictional names for demo people. No name of a real person is meant."""

from dataclasses import dataclass

_MEN = {
    "อนุชา": "Anucha", "ธีรพงษ์": "Theeraphong", "ชยุต": "Chayut", "ปกรณ์": "Pakorn",
    "สมคิด": "Somkhit", "ธวัช": "Thawat", "สุรชัย": "Surachai", "ประสงค์": "Prasong",
    "วิทย์": "Wit", "เดช": "Det", "กิตติ": "Kitti", "ณรงค์": "Narong", "พิชัย": "Phichai",
    "มนัส": "Manat", "รังสรรค์": "Rangsan", "ศักดา": "Sakda", "อุดม": "Udom", "เอกชัย": "Ekkachai",
}  # fmt: skip
_WOMEN = {
    "กานดา": "Kanda", "มาลี": "Malee", "วิภา": "Wipha", "วรรณา": "Wanna", "ดวงใจ": "Duangchai",
    "จิตรา": "Chittra", "นิภา": "Nipha", "พรทิพย์": "Phonthip", "อรุณี": "Arunee",
    "สุดา": "Suda", "ปรียา": "Priya", "รัตนา": "Rattana", "ลัดดา": "Ladda", "ศิริพร": "Siriphon",
    "อัมพร": "Amphon", "เบญจา": "Bencha", "ชุติมา": "Chutima", "ทิพวรรณ": "Thippawan",
}  # fmt: skip
_FAMILIES = {
    "สาธิตวงศ์": "Sathitwong", "สมมติกุล": "Sommutikun", "ตัวอย่างดี": "Tuayangdee",
    "สาธิตพงษ์": "Sathitphong", "สมมติชัย": "Sommutichai", "ตัวอย่างสกุล": "Tuayangsakun",
    "สาธิตกุล": "Sathitkun", "สมมติวงศ์": "Sommutiwong", "ทดลองศรี": "Thotlongsi",
    "จำลองสุข": "Chamlongsuk", "แบบอย่าง": "Baepyang", "นามสมมติ": "Namsommut",
    "สาธิตเจริญ": "Sathitcharoen",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as it is written in each language."""

    th: str
    en: str


def name(number: int, *, scholar: bool = False) -> Name:
    """The number-th made-up name; the same number gives the same name."""
    woman = number % 2 == 1
    firsts = list((_WOMEN if woman else _MEN).items())
    first = firsts[(number * 7 + number // 18) % len(firsts)]
    families = list(_FAMILIES.items())
    family = families[(number * 5 + number // 13) % len(families)]
    if scholar:
        return Name(f"ผศ. ดร.{first[0]} {family[0]}", f"Asst Prof {first[1]} {family[1]}")
    title = ("นางสาว", "Ms") if woman else ("นาย", "Mr")
    return Name(f"{title[0]}{first[0]} {family[0]}", f"{title[1]} {first[1]} {family[1]}")
