extension [Endpoint] {
    /// Certificates with which clients prove who they are.
    static let certificates: [Endpoint] = [
        .init(
            "organization-certificate-list", .get, "/organization/certificates",
            "List the organization's certificates.", .reads, [.limit, .after, .order(default: "desc")], key: .admin),
        .init(
            "organization-certificate-upload", .post, "/organization/certificates",
            "Upload a certificate, which is not active until it is activated.", .creates,
            [
                .string("name", "Name of the certificate."),
                .string("certificate", "The certificate itself, in PEM form.", .required),
            ], key: .admin, aliases: ["organization-certificate-create"]),
        .init(
            "organization-certificate-activate", .post, "/organization/certificates/activate",
            "Activate up to ten certificates for the organization.", .updates, [.certificateIDs], key: .admin),
        .init(
            "organization-certificate-deactivate", .post, "/organization/certificates/deactivate",
            "Deactivate up to ten certificates for the organization.", .stops, [.certificateIDs], key: .admin),
        .init(
            "organization-certificate-get", .get, "/organization/certificates/{certificate_id}",
            "Show one certificate.", .reads,
            [
                .certificateID,
                .array("include", "Choose content for the PEM text too.", of: .oneOf("content")),
            ], key: .admin),
        .init(
            "organization-certificate-modify", .post, "/organization/certificates/{certificate_id}",
            "Rename a certificate.", .updates, [.certificateID, .string("name", "New name.")], key: .admin),
        .init(
            "organization-certificate-delete", .delete, "/organization/certificates/{certificate_id}",
            "Delete a certificate that is active nowhere.", .deletes, [.certificateID], key: .admin),
        .init(
            "project-certificate-list", .get, "/organization/projects/{project_id}/certificates",
            "List a project's certificates.", .reads, [.projectID, .limit, .after, .order(default: "desc")],
            key: .admin),
        .init(
            "project-certificate-activate", .post, "/organization/projects/{project_id}/certificates/activate",
            "Activate up to ten certificates for a project.", .updates, [.projectID, .certificateIDs], key: .admin),
        .init(
            "project-certificate-deactivate", .post, "/organization/projects/{project_id}/certificates/deactivate",
            "Deactivate up to ten certificates for a project.", .stops, [.projectID, .certificateIDs], key: .admin),
    ]
}

extension Field {
    fileprivate static let certificateID = id("certificate_id", of: "certificate")

    fileprivate static let certificateIDs = Field.array(
        "certificate_ids", "Ids of the certificates.", .required, of: .text, count: 1...10)
}
