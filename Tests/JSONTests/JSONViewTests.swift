import JSON
import Testing

@Suite struct JSONViewTests {
    let root: JSONView

    init() throws {
        root = try JSONDocument(
            #"{"a":1,"b":[true,null,"x\ty",{"c":2.0}],"a":3,"k\u0065y":"v","":0,"a/b":"slash","m~n":8,"big":1e20}"#
        ).root
    }

    @Test("look-ups see the last of two equal keys, and escaped keys")
    func lookUps() {
        #expect(root["a"]?.int == 3)
        #expect(root["key"]?.string == "v")
        #expect(root["b"]?[2]?.string == "x\ty")
        #expect(root["b"]?[3]?["c"]?.int == 2)
        #expect(root["b"]?[4] == nil)
        #expect(root["none"] == nil)
        #expect(root["big"]?.int == nil)
        #expect(root["big"]?.double == 1e20)
        #expect(root.members.map(\.key) == ["a", "b", "a", "key", "", "a/b", "m~n", "big"])
        #expect(root.count == 8)
    }

    @Test(
        "pointers (RFC 6901)",
        arguments: [
            ("/a", "3"), ("/b/0", "true"), ("/b/3/c", "2.0"), ("/", "0"), ("/a~1b", "\"slash\""), ("/m~0n", "8"),
            ("/b/01", nil), ("/b/-", nil), ("/b/9", nil), ("a", nil), ("/m~n", nil), ("/a/b", nil),
        ] as [(String, String?)])
    func pointers(_ pointer: String, _ expected: String?) {
        #expect(root.value(at: pointer).map { String(decoding: $0.raw, as: UTF8.self) } == expected)
    }

    @Test("compact writing drops white space and nulls and keeps spellings")
    func compact() throws {
        let view = try JSONDocument("{ \"a\" : 1.50 , \"n\" : null,\n \"l\" : [ null , \"\\u0041\" ] }").root
        #expect(String(decoding: view.compact, as: UTF8.self) == #"{"a":1.50,"l":[null,"\u0041"]}"#)
    }

    @Test("a written value reads back equal")
    func roundTrip() throws {
        let value: JSONValue = [
            "text": "q\"\\\u{01}\n😀", "list": [1, -2.5, true, .null], "empty": [:], "deep": [["x": "y"]],
        ]
        #expect(JSONValue(try JSONDocument(value.encoded).root) == value)
        #expect(JSONValue.double(.nan) == .null)
        #expect(JSONValue.double(2) == .number("2"))
    }
}
