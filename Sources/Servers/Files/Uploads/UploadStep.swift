import Gateway

/// One request of an upload in parts.
public enum UploadStep: Sendable {
    /// `POST /uploads`; answered with an object whose `id` the other steps name.
    case create(filename: String, purpose: String, bytes: Int, mediaType: String)
    /// `POST /uploads/{upload}/parts` with the content as form field `data`; answered with an object with an `id`.
    case part(upload: String, number: Int, content: FileContent)
    /// `POST /uploads/{upload}/complete`; answered with the upload, which holds the `file`.
    case complete(upload: String, parts: [String], md5: String)
    /// `POST /uploads/{upload}/cancel`
    case cancel(upload: String)
}
