import Sealing
import Testing

@Suite struct AuthenticatedSealerTests {
    private let seal = AuthenticatedSealer(secret: "a secret")
    private let context = Array("ann: file-delete".utf8)

    @Test("what is sealed is opened again, whatever its length", arguments: 0...10)
    func round(_ length: Int) throws {
        let bytes = Array("state 0123"[...].utf8.prefix(length))
        let text = try seal.seal(bytes, for: context)
        #expect(seal.open(text, for: context) == bytes)
        #expect(AuthenticatedSealer(secret: "a secret").open(text, for: context) == bytes, "a replica")
        #expect(text.utf8.allSatisfy { !"+/=".utf8.contains($0) })
    }

    @Test("every change of a text shows")
    func changes() throws {
        let text = Array(try seal.seal(Array("state".utf8), for: context).utf8)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
        for position in text.indices {
            for byte in alphabet where byte != text[position] {
                var changed = text
                changed[position] = byte
                #expect(seal.open(String(decoding: changed, as: UTF8.self), for: context) == nil)
            }
        }
        for wrong in [
            "", "=", String(decoding: text.dropLast(), as: UTF8.self), String(decoding: text, as: UTF8.self) + "AAAA",
        ] {
            #expect(seal.open(wrong, for: context) == nil)
        }
    }

    @Test("a text is of no use to another caller, another request or another server")
    func others() throws {
        let text = try seal.seal(Array("state".utf8), for: context)
        #expect(seal.open(text, for: Array("bob: file-delete".utf8)) == nil)
        #expect(AuthenticatedSealer(secret: "another").open(text, for: context) == nil)
        #expect(AuthenticatedSealer(secret: nil).open(text, for: context) == nil)
        #expect(try seal.seal(Array("state".utf8), for: context) != text, "a nonce of its own")
    }
}
