"""Ink for every paper of the house: fonts, text, pages, read-back.

In the order in which a paper is made:

* `faces` – the bundled fonts by role, or those the office chose (`Role`, `choose`, `in_use`, `ui_font_file`);
* `typeface` – a role with its stand-ins per character; `cid_font` – one embedded font per face (ReportLab plug-in);
* `kinsoku`, `lines` – where lines break, how they fill the measure (`Style`, `break_lines`, `balanced`, `fit`);
* `paper`, `ink` – sheets in points, and what is drawn on one (`Ink`); `qr` – codes;
* `pdf_file`, `metadata` – the file with its bookmarks and properties (`PdfFile`, `Bookmark`, `Imprint`);
* `raster`, `readback` – pictures of finished pages for preview and printing, and what a finished file says.

Only `cid_font`, `pdf_file`, `metadata` and `ink` load ReportLab when imported.
"""
