import NIOCore
import Synchronization
import Testing

@testable import HTTPTransport

@Suite struct IncomingBodyTests {
    private func piece(_ size: Int) -> ByteBuffer { ByteBuffer(repeating: 0x78, count: size) }

    @Test func piecesComeInOrderUntilTheEnd() async throws {
        let body = IncomingBody {}
        #expect(body.offer(piece(1)))
        #expect(body.offer(piece(2)))
        #expect(try await body.next()?.map(\.readableBytes) == [1, 2])
        async let next = body.next()
        _ = body.offer(piece(3))
        #expect(try await next?.map(\.readableBytes) == [3])
        body.end(.success(()))
        #expect(try await body.next() == nil)
    }

    @Test func itSaysWhenThereIsRoomAgain() async throws {
        let told = Mutex(0)
        let body = IncomingBody { told.withLock { $0 += 1 } }
        #expect(body.offer(piece(200_000)))
        #expect(!body.offer(piece(200_000)))
        #expect(told.withLock { $0 } == 0)
        _ = try await body.next()
        #expect(told.withLock { $0 } == 1)
        #expect(body.offer(piece(1)))
    }

    @Test func whatBreaksOffIsAnErrorBehindWhatCame() async throws {
        let body = IncomingBody {}
        _ = body.offer(piece(1))
        body.end(.failure(IncomingBody.Lost()))
        body.end(.success(()))
        #expect(try await body.next()?.count == 1)
        await #expect(throws: IncomingBody.Lost.self) { try await body.next() }
    }
}
