// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.source;

/** A file or a folder, by URI. */
public sealed interface Source permits FileSource, FolderSource {
  /**
   * pvc, s3, http, https, oci, hf and file URIs; without a scheme a relative path, never an
   * absolute one.
   */
  String URI_PATTERN =
      "^(pvc://[a-z0-9]([-a-z0-9.]*[a-z0-9])?(/.*)?|s3://[^/]+(/.*)?|https?://[^/]+/.+|oci://[^/]+/.+|hf://[^/]+/[^/]+/.+|file:///.+|[^/:][^:]*)$";

  String URI_DESCRIPTION =
      "pvc://CLAIM/PATH, s3://BUCKET/KEY, https://HOST/PATH, oci://HOST/REPOSITORY@sha256:DIGEST,"
          + " hf://ORG/NAME@REVISION/FILE, file:///PATH on the machine that runs the stage, or a"
          + " path relative to the manifest (local runs only).";

  String SECRET_DESCRIPTION =
      "Secret in the same namespace with the credentials for this URI. Keys for S3:"
          + " AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, if needed, AWS_SESSION_TOKEN,"
          + " AWS_REGION and AWS_ENDPOINT_URL. Keys for HTTP and registries: token, or username and"
          + " password. Key for the Hugging Face hub: token.";

  String uri();

  /** Null when no credentials are needed. */
  SecretReference secretRef();
}
