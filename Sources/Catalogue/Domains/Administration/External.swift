extension [Endpoint] {
    /// Keys in the organisation's own cloud that encrypt its data.
    static let externalKeys: [Endpoint] = [
        .init(
            "external-key-list", .get, "/organization/external_keys", "List the organization's external keys.", .reads,
            [
                .string("after", "Id of the last item of the page before.", .nullable), .anyLimit, .order(),
                .string("purpose", "Only keys for this.", oneOf: keyPurposes),
            ], key: .admin),
        .init(
            "external-key-create", .post, "/organization/external_keys",
            "Register a key of a cloud's key service; give all fields of that cloud.", .creates,
            [
                .string("name", "Name of the key.", .required),
                .string("type", "The cloud.", .required, oneOf: ["aws", "gcp", "azure", "oci"]),
                .string("purpose", "What it is for.", oneOf: keyPurposes),
                .string("external_id", "AWS: id for taking the role."),
                .string("kms_arn", "AWS: ARN of the key."),
                .string("role_arn", "AWS: ARN of the role."),
                .string("audience", "GCP: audience of the tokens."),
                .string("kms_key_location", "GCP: location of the key."),
                .string("kms_key_name", "GCP: name of the key."),
                .string("kms_key_ring_name", "GCP: name of the key ring."),
                .string("kms_project_id", "GCP: project of the key."),
                .string("workload_identity_pool_id", "GCP: id of the identity pool."),
                .string("workload_identity_project_number", "GCP: number of the pool's project."),
                .string("workload_identity_provider_id", "GCP: id of the pool's provider."),
                .string("kms_key_version", "GCP: version of the key, optional."),
                .string("key_name", "Azure: name of the key."),
                .string("tenant_id", "Azure: id of the tenant."),
                .string("vault_uri", "Azure: URI of the vault."),
                .string("key_version", "Azure: version of the key, optional."),
                .string("key_ocid", "OCI: OCID of the key."),
                .string("region", "OCI: region."),
                .string("vault_ocid", "OCI: OCID of the vault."),
                .string("key_version_ocid", "OCI: OCID of the version, optional."),
            ], key: .admin),
        .init(
            "external-key-get", .get, "/organization/external_keys/{external_key_id}", "Show one external key.",
            .reads, [.externalKeyID], key: .admin),
        .init(
            "external-key-validate", .post, "/organization/external_keys/{external_key_id}/validate",
            "Test whether OpenAI can use an external key.", .updates, [.externalKeyID], key: .admin),
        .init(
            "external-key-delete", .delete, "/organization/external_keys/{external_key_id}",
            "Remove the registration of an external key.", .deletes, [.externalKeyID], key: .admin),
    ]

    private static let keyPurposes = ["ekm", "psp_decryption"]

    /// Buckets in the organisation's own cloud that hold a project's data.
    static let externalStorage: [Endpoint] = [
        .init(
            "external-storage-list", .get, "/organization/external_storage",
            "List the organization's external storage.", .reads,
            [
                .string("after", "Id of the last item of the page before.", .nullable), .anyLimit, .order(),
                .string("project_id", "Only that of this project.", .nullable),
            ], key: .admin),
        .init(
            "external-storage-create", .post, "/organization/external_storage",
            "Register a bucket of a cloud as a project's storage.", .creates,
            [
                .projectID,
                .object("provider", "The bucket; give all members of its cloud.", .required, storageProvider),
            ], key: .admin),
        .init(
            "external-storage-get", .get, "/organization/external_storage/{external_storage_id}",
            "Show one external storage.", .reads, [.externalStorageID], key: .admin),
        .init(
            "external-storage-validate", .post, "/organization/external_storage/{external_storage_id}/validate",
            "Test whether OpenAI can use an external storage.", .updates, [.externalStorageID], key: .admin),
        .init(
            "external-storage-delete", .delete, "/organization/external_storage/{external_storage_id}",
            "Remove the registration of an external storage.", .deletes, [.externalStorageID], key: .admin),
    ]

    private static let storageProvider: [Field] = [
        .string("type", "The cloud.", .required, oneOf: ["aws", "azure", "gcp", "oci"]),
        .string("bucket", "AWS, GCP, OCI: name of the bucket."),
        .string("role_arn", "AWS: ARN of the role."),
        .string("account_name", "Azure: storage account."),
        .string("container", "Azure: container."),
        .string("resource_group", "Azure: resource group."),
        .string("subscription_id", "Azure: id of the subscription."),
        .string("tenant_id", "Azure: id of the tenant."),
        .string("workload_identity_pool_id", "GCP: id of the identity pool."),
        .string("workload_identity_project_number", "GCP: number of the pool's project."),
        .string("workload_identity_provider_id", "GCP: id of the pool's provider."),
        .string("region", "OCI: region."),
        .string("tenancy_ocid", "OCI: OCID of the tenancy."),
    ]
}

extension Field {
    fileprivate static let externalKeyID = id("external_key_id", of: "external key")
    fileprivate static let externalStorageID = id("external_storage_id", of: "external storage")
}
