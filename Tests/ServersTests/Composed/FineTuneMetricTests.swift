import Gateway
import Imaging
import JSON
import Testing

@testable import Servers

/// Metrics of a job as a table and as curves.
@Suite struct FineTuneMetricTests {
    private static let csv = """
        step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy
        1,2.0,0.25,,
        2,1.0,0.5,1.5,0.4
        3,0.75,0.5,,
        4,0.25,0.75,0.5,0.8

        """

    private static func bench(_ job: String, _ files: [String: String] = ["file-r": csv]) async throws -> Workbench {
        try await Workbench(with: .init(servers: ["fine-tuning"], inlineLimit: 100_000)) { call in
            guard call.path.hasPrefix("/files/") else { return .text(job) }
            let id = call.path.split(separator: "/")[1]
            return .text(files[String(id)] ?? "", headers: [("content-type", "application/octet-stream")])
        }
    }

    private static func job(_ files: String = #"["file-r"]"#) -> String {
        #"{"id":"ftjob-1","status":"succeeded","model":"gpt-4.1","fine_tuned_model":"ft:m","result_files":\#(files),"#
            + #""hyperparameters":{"n_epochs":2},"trained_tokens":99}"#
    }

    @Test("the file is read into rows with the least and last of each column", arguments: [false, true])
    func table(_ isEncoded: Bool) async throws {
        let csv = isEncoded ? String(decoding: Base64.encode(Array(Self.csv.utf8)), as: UTF8.self) : Self.csv
        let bench = try await Self.bench(Self.job(), ["file-r": csv])
        let outcome = try await bench.call("fine-tune-metrics", #"{"fine_tuning_job_id":"ftjob-1"}"#)
        #expect(!outcome.isError, "\(outcome.texts)")
        #expect(bench.upstream.calls.map(\.path) == ["/fine_tuning/jobs/ftjob-1", "/files/file-r/content"])
        #expect(outcome.at("columns.0")?.string == "step" && outcome.at("rows")?.count == 4)
        #expect(outcome.at("rows.0").map { String(decoding: $0.raw, as: UTF8.self) } == "[1,2,0.25,null,null]")
        #expect(outcome.at("rows.3").map { String(decoding: $0.raw, as: UTF8.self) } == "[4,0.25,0.75,0.5,0.8]")
        #expect(
            outcome.at("summary.valid_loss").map { String(decoding: $0.raw, as: UTF8.self) }
                == #"{"min":0.5,"min_step":4,"max":1.5,"max_step":2,"last":0.5}"#)
        #expect(outcome.at("status")?.string == "succeeded" && outcome.at("rows_are_means") == nil)
    }

    @Test("curves of losses and of accuracies are drawn apart, saved and shown")
    func plots() async throws {
        let bench = try await Self.bench(Self.job())
        let outcome = try await bench.call("fine-tune-metrics", #"{"fine_tuning_job_id":"ftjob-1"}"#)
        #expect(outcome.types == ["text", "image", "image"])
        for number in 0..<2 {
            let path = outcome.at("plots.\(number).path")?.string ?? ""
            let png = try #require(bench.folder.read(path))
            #expect(try Picture(decoding: png).size == ImageSize(width: 640, height: 400))
        }
        let without = try await bench.call("fine-tune-metrics", #"{"fine_tuning_job_id":"ftjob-1","plot":false}"#)
        #expect(without.types == ["text"] && without.at("plots") == nil)
    }

    @Test("many steps become means, by count or by epoch")
    func fewer() async throws {
        let bench = try await Self.bench(Self.job())
        let two = try await bench.call(
            "fine-tune-metrics", #"{"fine_tuning_job_id":"ftjob-1","rows":2,"columns":["train_loss"],"plot":false}"#)
        #expect(two.at("rows").map { String(decoding: $0.raw, as: UTF8.self) } == "[[2,1.5],[4,0.5]]")
        #expect(two.at("rows_are_means")?.bool == true && two.at("steps")?.int == 4)
        #expect(two.at("summary.train_loss.max")?.double == 2)
        let epochs = try await bench.call(
            "fine-tune-metrics",
            #"{"fine_tuning_job_id":"ftjob-1","by":"epoch","columns":["train_loss","valid_loss"],"plot":false}"#)
        #expect(epochs.at("columns")?.elements.map(\.string) == ["epoch", "step", "train_loss", "valid_loss"])
        #expect(epochs.at("rows").map { String(decoding: $0.raw, as: UTF8.self) } == "[[1,2,1.5,1.5],[2,4,0.5,0.5]]")
    }

    @Test("several files are joined at their steps")
    func joined() async throws {
        let bench = try await Self.bench(
            Self.job(#"["a","b"]"#), ["a": "step,train_loss\n1,3\n2,2\n", "b": "step,valid_loss\n2,4\n"])
        let outcome = try await bench.call("fine-tune-metrics", #"{"fine_tuning_job_id":"j","plot":false}"#)
        #expect(outcome.at("columns")?.elements.map(\.string) == ["step", "train_loss", "valid_loss"])
        #expect(outcome.at("rows").map { String(decoding: $0.raw, as: UTF8.self) } == "[[1,3,null],[2,2,4]]")
    }

    @Test(
        "what cannot be shown is said in one sentence",
        arguments: [
            (job("[]"), "", "{}", "no result files yet"), (job(), "hello", "{}", "no table of steps"),
            (job(), "step,train_loss\n", "{}", "no rows"),
            (job(), csv, #"{"columns":["nonsense"]}"#, "no column `nonsense`; there are step, train_loss"),
            (job().replacing("n_epochs", with: "x"), csv, #"{"by":"epoch"}"#, "how many epochs"),
        ])
    func refused(_ job: String, _ file: String, _ arguments: String, _ reason: String) async throws {
        let bench = try await Self.bench(job, ["file-r": file])
        let further = arguments == "{}" ? "}" : "," + arguments.dropFirst()
        let outcome = try await bench.call("fine-tune-metrics", #"{"fine_tuning_job_id":"j""# + further)
        #expect(outcome.isError && outcome.texts[0].contains(reason), "\(outcome.texts)")
    }

    @Test(
        "a table is read whatever its order and ends of lines",
        arguments: ["step,a\r\n2,5\r\n1,4\r\n", "\u{FEFF}a,step\n4,1\n5,2", "\"step\", \"a\"\n1,4\n\n2,5"])
    func forms(_ csv: String) throws {
        let table = try #require(MetricTable(Array(csv.utf8)))
        #expect(table.columns == ["step", "a"])
        #expect(table.rows == [[1, 4], [2, 5]])
    }

    @Test("what is no table is none", arguments: ["", "a,b\n1,2", "step,step\n1,2", "step,a\n1,2,3", "step,a\nx,1"])
    func none(_ csv: String) {
        #expect(MetricTable(Array(csv.utf8)) == nil)
    }
}
