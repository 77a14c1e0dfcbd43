import Gateway
import Testing

@testable import Servers

@Suite struct MediaTypeTests {
    @Test(
        "the first bytes tell the type",
        arguments: [
            ("\u{89}PNG\r\n\u{1a}\n", "image/png"), ("\u{ff}\u{d8}\u{ff}\u{e0}", "image/jpeg"), ("GIF89a", "image/gif"),
            ("RIFF????WEBPVP8 ", "image/webp"), ("RIFF????WAVEfmt ", "audio/wav"), ("RIFF????AVI ", nil),
            ("%PDF-1.7", "application/pdf"), ("ID3\u{4}", "audio/mpeg"), ("\u{ff}\u{fb}\u{90}", "audio/mpeg"),
            ("\u{ff}\u{f1}\u{50}", "audio/aac"), ("\u{ff}\u{f3}\u{50}", "audio/mpeg"),
            ("\u{0}\u{0}\u{0}\u{20}ftypisom", "video/mp4"), ("\u{0}\u{0}\u{0}\u{20}ftypM4A ", "audio/mp4"),
            ("\u{0}\u{0}\u{0}\u{14}ftypqt  ", "video/quicktime"),
            ("\u{1a}\u{45}\u{df}\u{a3}\u{9f}\u{42}\u{82}\u{84}webm", "video/webm"),
            ("\u{1a}\u{45}\u{df}\u{a3}\u{9f}\u{42}\u{82}\u{88}matroska", "video/x-matroska"),
            ("PK\u{3}\u{4}....a.txt", "application/zip"), ("\u{1f}\u{8b}\u{8}", "application/gzip"),
            ("PK\u{3}\u{4}[Content_Types].xml word/document.xml", FileSignature.word),
            ("PK\u{3}\u{4}[Content_Types].xml xl/workbook.xml", FileSignature.sheet),
            ("PK\u{3}\u{4}[Content_Types].xml ppt/presentation.xml", FileSignature.slides),
            ("PK\u{3}\u{4}word/document.xml", "application/zip"),
            ("OggS", "audio/ogg"), ("fLaC", "audio/flac"), ("{}", nil), ("", nil), ("\u{89}PNG", nil), ("RIFF", nil),
        ] as [(String, String?)])
    func content(_ latin1: String, _ type: String?) {
        #expect(MediaType.of(latin1.unicodeScalars.map { UInt8($0.value) }) == type)
    }

    @Test(
        "the name tells the type where the bytes do not",
        arguments: [
            ("a.PNG", "image/png"), ("a.b.jpeg", "image/jpeg"), ("notes.md", "text/markdown"),
            ("a.docx", FileSignature.word),
            ("x.jsonl", "application/jsonl"),
            ("none", nil), ("a.", nil), ("a.xyz", nil), (".png", "image/png"),
        ] as [(String, String?)])
    func name(_ name: String, _ type: String?) {
        #expect(MediaType.ofName(name) == type)
    }

    @Test(
        "content, then what was declared, then the name, then what text looks like",
        arguments: [
            ("\u{89}PNG\r\n\u{1a}\n", "text/csv", "a.json", "image/png"),
            ("a,b", "text/csv", "a.json", "text/csv"), ("a,b", nil, "a.csv", "text/csv"),
            ("a,b", "application/octet-stream", "a.csv", "text/csv"), ("a,b", nil, "a.what", "text/plain"),
            // What always shows by its bytes is not believed without them.
            ("a,b", "image/png", "a.png", "text/plain"), ("%PD", "application/pdf", nil, "text/plain"),
            ("\u{0}\u{1}", "image/png", "a.jpg", "application/octet-stream"),
            ("\u{0}\u{1}", "audio/pcm", nil, "audio/pcm"), ("\u{0}\u{1}", nil, "a.mp3", "audio/mpeg"),
            ("a", "text/x\r\nX-Injected: y", nil, "text/plain"), ("a", "text", nil, "text/plain"),
            ("a", "a/b/c", nil, "text/plain"), ("a", "text/", nil, "text/plain"),
            ("{\"a\": 1}", nil, nil, "application/json"), ("[1]\n", nil, nil, "application/json"),
            ("{\"a\":1}\n{\"b\":2}\n", nil, nil, "application/jsonl"),
            ("{\n\"a\":1}\n", nil, nil, "application/json"), ("{oops\n{\n", nil, nil, "text/plain"),
            ("# Title\n\ttext\r\n", nil, nil, "text/plain"), ("bell \u{7}", nil, nil, "application/octet-stream"),
        ] as [(String, String?, String?, String)])
    func together(_ latin1: String, _ declared: String?, _ name: String?, _ type: String) throws {
        let content = FileContent.bytes(latin1.unicodeScalars.map { UInt8($0.value) })
        #expect(try MediaType.of(content, declared: declared, name: name) == type)
    }

    @Test("long text is known by its beginning, whatever character that cuts")
    func longText() throws {
        for offset in 0..<4 {
            let text = String(repeating: "x", count: offset) + String(repeating: "\u{1F600}", count: 20_000)
            #expect(try MediaType.of(.bytes(Array(text.utf8)), declared: nil, name: nil) == "text/plain")
        }
        let lines = "{\"a\":1}\n{\"b\":\"" + String(repeating: "x", count: 100_000) + "\"}\n"
        #expect(try MediaType.of(.bytes(Array(lines.utf8)), declared: nil, name: nil) == "application/jsonl")
    }

    @Test(
        "a type has a suffix that leads back to it",
        arguments: [
            "image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml", "audio/wav", "audio/mpeg",
            "audio/ogg",
            "audio/flac", "audio/aac", "audio/pcm", "application/pdf", "application/json", "application/jsonl",
            "text/plain", "text/csv",
        ])
    func suffix(_ type: String) {
        #expect(MediaType.ofName("x." + MediaType.suffix(of: type)) == type)
        #expect(MediaType.suffix(of: type + "x") == "bin")
    }
}
