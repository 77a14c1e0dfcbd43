import JSON
import Testing

/// Changes that leave every other byte alone.
@Suite struct JSONEditTests {
    private static let text = #"{ "a" : [ 1.0 , {"b":null} ] , "c/d" : "x", "a2":{} }"#

    @Test(arguments: [
        ("/a/0", "9", #"{ "a" : [ 9 , {"b":null} ] , "c/d" : "x", "a2":{} }"#),
        ("/a/1/b", "9", #"{ "a" : [ 1.0 , {"b":9} ] , "c/d" : "x", "a2":{} }"#),
        ("/c~1d", "9", #"{ "a" : [ 1.0 , {"b":null} ] , "c/d" : 9, "a2":{} }"#),
        ("/a/-", "9", #"{ "a" : [ 1.0 , {"b":null} ,9] , "c/d" : "x", "a2":{} }"#),
        ("/a2/x/y", "9", #"{ "a" : [ 1.0 , {"b":null} ] , "c/d" : "x", "a2":{"x":{"y":9}} }"#),
        ("/a2/x/-/y", "9", #"{ "a" : [ 1.0 , {"b":null} ] , "c/d" : "x", "a2":{"x":[{"y":9}]} }"#),
        ("", "9", "9"),
    ])
    func setting(_ pointer: String, _ value: String, _ expected: String) throws {
        let place = try #require(JSONPointer(pointer))
        let changed = try JSONDocument(Self.text).setting(place, to: Array(value.utf8))
        #expect(String(decoding: changed, as: UTF8.self) == expected)
        #expect(throws: Never.self) { try JSONDocument(changed) }
    }

    @Test(arguments: ["/a/2", "/a/x", "/a/01", "/a/0/x", "/c~1d/x"])
    func whatHasNoPlace(_ pointer: String) throws {
        let place = try #require(JSONPointer(pointer))
        #expect(throws: JSONDocument.EditFailure.self) {
            try JSONDocument(Self.text).setting(place, to: Array("1".utf8))
        }
    }

    @Test(
        arguments: [
            ("/a", #"{"c/d" : "x","a2":{}}"#), ("/a/0", #"{ "a" : [{"b":null}] , "c/d" : "x", "a2":{} }"#),
            ("/a/1/b", #"{ "a" : [ 1.0 , {} ] , "c/d" : "x", "a2":{} }"#), ("/none", nil), ("/a/5", nil), ("", nil),
        ] as [(String, String?)])
    func removing(_ pointer: String, _ expected: String?) throws {
        let place = try #require(JSONPointer(pointer))
        let changed = try JSONDocument(Self.text).removing(place)
        #expect(changed.map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test func everyMemberOfANameGoes() throws {
        let changed = try JSONDocument(#"{"a":1,"b":2,"\u0061":3}"#).removing(#require(JSONPointer("/a")))
        #expect(changed.map { String(decoding: $0, as: UTF8.self) } == #"{"b":2}"#)
    }

    @Test(arguments: ["", "/", "/a~0b/~1", "/0/-"])
    func pointersReadBack(_ text: String) throws {
        #expect(try #require(JSONPointer(text)).description == text)
    }

    @Test(arguments: ["a", "/~", "/~2", "#/a"])
    func noPointers(_ text: String) { #expect(JSONPointer(text) == nil) }
}
