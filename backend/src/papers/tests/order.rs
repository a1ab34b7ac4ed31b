//! The order of elements in the files, against the sequences of the schema (ECMA-376, part 1, annex A, `wml.xsd`).

use super::{examples, part, parts};
use crate::papers::docx;

/// An element and its children in the order of the schema.
const SCHEMA: &[(&str, &str)] = &[
    (
        "pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs \
         suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd \
         snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment \
         textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    ),
    (
        "rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish \
         webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang \
         eastAsianLayout specVanish oMath rPrChange",
    ),
    (
        "sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols \
         formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    ),
    (
        "tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd \
         tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    ),
    (
        "tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers \
         cellIns cellDel cellMerge tcPrChange",
    ),
    ("tbl", "bookmarkStart bookmarkEnd tblPr tblGrid tr"),
    ("tr", "tblPrEx trPr tc"),
    ("tc", "tcPr p"),
    ("p", "pPr r"),
    ("tblGrid", "gridCol tblGridChange"),
    ("pBdr", "top left bottom right between bar"),
    ("tblBorders", "top left start bottom right end insideH insideV"),
    ("tcBorders", "top left start bottom right end insideH insideV tl2br tr2bl"),
    ("tblCellMar", "top left start bottom right end"),
    ("tcMar", "top left start bottom right end"),
    ("body", "p|tbl sectPr"),
    ("document", "background body"),
    ("styles", "docDefaults latentStyles style"),
    ("docDefaults", "rPrDefault pPrDefault"),
    (
        "style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal \
         personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    ),
    ("hdr", "p|tbl"),
    ("abstractNum", "nsid multiLevelType tmpl name styleLink numStyleLink lvl"),
    ("numbering", "numPicBullet abstractNum num numIdMacAtCleanup"),
    ("lvl", "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"),
    (
        "settings",
        "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries \
         displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts \
         embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader \
         bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState \
         formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge \
         revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme \
         styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope \
         summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting \
         bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery \
         displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin \
         drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne \
         strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema \
         saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly \
         useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr \
         endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats \
         doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults \
         doNotEmbedSmartTags decimalSymbol listSeparator",
    ),
];

/// The children of each element that the schema has a sequence for, one after another as they stand.
fn wrong(xml: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    for tag in xml.split('<').skip(1).filter_map(|piece| piece.split('>').next()) {
        if tag.starts_with(['?', '!']) {
            continue;
        }
        if tag.starts_with('/') {
            open.pop();
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if let Some(name) = name.strip_prefix("w:")
            && let Some((parent, reached)) = open.last_mut()
            && let Some((_, sequence)) = SCHEMA.iter().find(|(element, _)| element == parent)
        {
            let place = sequence.split(' ').position(|names| names.split('|').any(|one| one == name));
            match place {
                Some(place) if place >= *reached => *reached = place,
                Some(_) => wrong.push(format!("{name} comes too late in {parent}")),
                None => wrong.push(format!("{name} has no place in {parent}")),
            }
        }
        if !tag.ends_with('/') {
            open.push((name.trim_start_matches("w:").to_owned(), 0));
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    for (name, paper) in examples::all() {
        let file = docx::write(&paper).unwrap();
        let parts = parts(&file);
        assert!(parts.len() > 5 && parts.contains(&"word/header1.xml".to_owned()), "{parts:?}");
        for part_name in parts.iter().filter(|name| name.starts_with("word/") && name.ends_with(".xml")) {
            assert_eq!(wrong(&part(&file, part_name)), [""; 0], "{name}: {part_name}");
        }
    }
}

#[test]
fn the_walk_sees_what_is_out_of_order() {
    let wrong_paragraph = "<w:p><w:pPr><w:rPr/><w:jc w:val=\"center\"/></w:pPr><w:r/></w:p>";
    assert_eq!(wrong(wrong_paragraph), ["jc comes too late in pPr"]);
    let wrong_section = "<w:sectPr><w:pgSz/><w:cols/><w:headerReference/><w:what/></w:sectPr>";
    assert_eq!(wrong(wrong_section), ["headerReference comes too late in sectPr", "what has no place in sectPr"]);
}
