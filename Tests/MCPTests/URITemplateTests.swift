import MCP
import Testing

@Suite struct URITemplateTests {
    @Test(
        "a URI fits or does not",
        arguments: [
            ("a://{id}/data", "a://123/data", ["id": "123"]),
            ("a://{id}/data", "a://1/2/data", nil),
            ("a://{id}/data", "a:///data", nil),
            ("a://{id}/data", "a://1/data/more", nil),
            ("a://{id}/data", "b://1/data", nil),
            ("a://{id}", "a://caf%C3%A9%2Fx", ["id": "café/x"]),
            ("a://{id}", "a://%FF", nil),
            ("a://{id}", "a://%4", nil),
            ("a://{id}", "a://1?q=2", nil),
            ("a://{+path}", "a://x/y/z?q=2", ["path": "x/y/z?q=2"]),
            ("a://{+path}/end", "a://x/end/end", ["path": "x/end"]),
            ("a://{x}.{y}", "a://1.2.3", ["x": "1.2", "y": "3"]),
            ("a://{store}/files/{file}", "a://vs_1/files/f-2", ["store": "vs_1", "file": "f-2"]),
            ("a://fixed", "a://fixed", [:]),
            ("a://fixed", "a://fixed2", nil),
            ("a://{id}", "a://" + String(repeating: "1", count: 5000), nil),
        ] as [(URITemplate, String, [String: String]?)])
    func match(_ template: URITemplate, _ uri: String, _ values: [String: String]?) {
        #expect(template.match(uri) == values)
    }

    @Test("values go in as they come out", arguments: ["plain", "a b", "ü/ö", "100%", "x?y#z", "~tilde~", "\u{7}\n"])
    func expand(_ value: String) {
        for template in ["a://{id}/x", "a://{+id}/x"] as [URITemplate] {
            #expect(template.match(template.expand(["id": value]))?["id"] == value)
        }
        #expect(("a://{id}/x" as URITemplate).expand(["id": "ü/\n"]) == "a://%C3%BC%2F%0A/x")
    }

    @Test(
        "other forms are refused",
        arguments: ["{", "}", "a{}", "{?q}", "{/p}", "{a,b}", "{a*}", "{a:3}", "{a}{a}", "{+}"])
    func malformed(_ text: String) { #expect(URITemplate(text) == nil) }

    @Test("variables in their order") func variables() {
        #expect(("a://{x}/{+y}" as URITemplate).variables == ["x", "y"])
    }
}
