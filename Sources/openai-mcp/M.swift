import HTTPTransport
@main struct M { static func main() {} }
