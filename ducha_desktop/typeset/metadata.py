"""What a PDF says about itself: Info, XMP, language, output intent; every byte from the data alone."""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from ducha_desktop.runtime.paths import resource

LANGUAGE = "zh-CN"
PRODUCER = "Ducha Desktop"


@dataclass(frozen=True, slots=True)
class Imprint:
    """Title page of the file's own properties.

    Attributes:
        author: the issuing office.
        on: paper date; it is also the file's creation date, so that equal data give equal bytes.
    """

    title: str
    author: str
    subject: str
    on: date
    keywords: str = ""


class PaperStamp:
    """The paper date in the shape of ReportLab's time stamp (China Standard Time)."""

    def __init__(self, on: date) -> None:
        """Midnight of the paper date."""
        self.t = 0.0
        self.YMDhms = (on.year, on.month, on.day, 0, 0, 0)
        self.dhh, self.dmm = 8, 0


def describe(document: Any, imprint: Imprint) -> None:
    """Put `imprint`, the language, the output intent and the XMP packet into a ReportLab document."""
    information = document.info
    information.title, information.author = imprint.title, imprint.author
    information.subject, information.keywords = imprint.subject, imprint.keywords
    information.creator = information.producer = PRODUCER
    document._timeStamp = PaperStamp(imprint.on)  # noqa: SLF001 - ReportLab offers no other way to fix the date
    document.signature = blake2b(digest_size=16)
    catalog = document.Catalog
    catalog.Metadata = _packet(imprint)
    catalog.ViewerPreferences = pdfdoc.PDFDictionary(
        {"DisplayDocTitle": "true", "PrintScaling": pdfdoc.PDFName("None")}
    )
    catalog.OutputIntents = pdfdoc.PDFArray([document.Reference(_output_intent(document))])
    catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "OutputIntents"]


def _output_intent(document: Any) -> Any:
    icc = pdfdoc.PDFStream(
        dictionary=pdfdoc.PDFDictionary({"N": 3}),
        content=resource("fonts/srgb.icc").read_bytes(),
        filters=[pdfdoc.PDFZCompress],
    )
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "RegistryName": pdfdoc.PDFString("http://www.color.org"),
            "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(icc),
        }
    )


def _packet(imprint: Imprint) -> Any:
    moment = f"{imprint.on.isoformat()}T00:00:00+08:00"
    text = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(imprint.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(imprint.author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(imprint.subject)}</rdf:li></rdf:Alt></dc:description>
<pdf:Keywords>{escape(imprint.keywords)}</pdf:Keywords><pdf:Producer>{PRODUCER}</pdf:Producer>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
    return pdfdoc.PDFStream(
        dictionary=pdfdoc.PDFDictionary(
            {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
        ),
        content=text.encode("utf-8"),
        filters=[],
    )
