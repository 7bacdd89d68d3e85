// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.artifact.Digest;
import io.pentimento.registry.client.RegistryException.Kind;
import io.pentimento.registry.client.RegistryHttp.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads and writes one repository of a registry. */
public final class RegistryClient {
  private static final int CREATED = 201;
  private static final String ACCEPTED_TYPES =
      ImageManifest.MEDIA_TYPE + ", " + ImageIndex.MEDIA_TYPE;

  private final OciReference repository;
  private final RegistryHttp http;
  private final TransferPolicy policy;
  private final RegistryReader reader;

  public RegistryClient(OciReference repository, RegistryAccess access, TransferPolicy policy) {
    this.repository = requireNonNull(repository, "repository");
    this.http = new RegistryHttp(repository, access);
    this.policy = requireNonNull(policy, "policy");
    this.reader = new RegistryReader(http, policy);
  }

  OciReference repository() {
    return repository;
  }

  /** Uploads a blob unless the registry has it. */
  public void push(Blob blob) throws IOException {
    new BlobUpload(http, repository, blob, policy).run();
  }

  /**
   * Uploads a manifest or index under its digest, or under a tag.
   *
   * @param reference a tag, or the digest of {@code content}
   * @return whether the registry has listed it as a referrer of its subject
   */
  public boolean pushManifest(String reference, String mediaType, byte[] content)
      throws IOException {
    URI uri = manifests(reference);
    Answer<String> answer = policy.retry(progress -> put(uri, mediaType, content));
    return answer.header("OCI-Subject").isPresent();
  }

  /**
   * The manifest or index under a tag or digest; empty if there is none.
   *
   * @throws RegistryException if the content has another digest
   */
  public Optional<ManifestDocument> manifest(String reference) throws IOException {
    URI uri = manifests(reference);
    Answer<byte[]> answer = reader.bytes(uri, Map.of("Accept", ACCEPTED_TYPES));
    if (answer.status() == 404) {
      return Optional.empty();
    }
    String digest = Digest.of(answer.body());
    if (isDigest(reference) && !digest.equals(reference)) {
      throw damaged(uri, reference);
    }
    String type = answer.header("Content-Type").orElse(ImageManifest.MEDIA_TYPE);
    return Optional.of(
        new ManifestDocument(type.replaceFirst(";.*", "").strip(), digest, answer.body()));
  }

  /**
   * As {@link #manifest}.
   *
   * @throws RegistryException if it does not exist
   */
  public ManifestDocument requireManifest(String reference) throws IOException {
    return manifest(reference)
        .orElseThrow(
            () ->
                new RegistryException(
                    Kind.MISSING,
                    "%s: the registry has no %s; check the address"
                        .formatted(
                            isDigest(reference)
                                ? repository.withDigest(reference)
                                : repository.withTag(reference),
                            isDigest(reference) ? "such digest" : "such tag")));
  }

  /** Downloads a blob; {@code file} may contain the beginning of an interrupted download. */
  public void fetch(Descriptor blob, Path file) throws IOException {
    new BlobDownload(http, repository, blob, file, policy).run();
  }

  /**
   * The content of a small blob.
   *
   * @throws RegistryException if it has another digest
   */
  public byte[] content(Descriptor blob) throws IOException {
    URI uri = blobs(blob.digest());
    Answer<byte[]> answer = reader.bytes(uri, Map.of());
    if (answer.status() == 404) {
      throw http.unexpected(answer);
    }
    if (!Digest.of(answer.body()).equals(blob.digest())) {
      throw damaged(uri, blob.digest());
    }
    return answer.body();
  }

  /**
   * Reads a blob without storing it.
   *
   * @throws RegistryException if its content has another digest
   */
  public void check(Descriptor blob) throws IOException {
    URI uri = blobs(blob.digest());
    if (!reader.digest(uri).equals(blob.digest())) {
      throw damaged(uri, blob.digest());
    }
  }

  /** The answer of the referrers API; empty if the registry does not have this API. */
  Optional<ImageIndex> listedReferrers(String digest) throws IOException {
    URI uri = http.uri(repository.withDigest(digest).toOras().getReferrersPath(null, null));
    Answer<byte[]> answer = reader.bytes(uri, Map.of("Accept", ImageIndex.MEDIA_TYPE));
    return answer.status() == 404
        ? Optional.empty()
        : Optional.of(
            OciJson.read(answer.body(), ImageIndex.class, "the list of referrers of " + digest));
  }

  private Answer<String> put(URI uri, String mediaType, byte[] content) throws IOException {
    Answer<String> answer =
        new StallGuard(policy.silence())
            .run(() -> http.put(uri, content, Map.of("Content-Type", mediaType)));
    if (answer.status() != CREATED) {
      throw http.unexpected(answer);
    }
    return answer;
  }

  private URI manifests(String reference) {
    OciReference at =
        isDigest(reference) ? repository.withDigest(reference) : repository.withTag(reference);
    return http.uri(at.toOras().getManifestsPath(null));
  }

  private URI blobs(String digest) {
    return http.uri(repository.withDigest(digest).toOras().getBlobsPath(null));
  }

  private static boolean isDigest(String reference) {
    return reference.startsWith("sha256:");
  }

  private static RegistryException damaged(URI uri, String digest) {
    return new RegistryException(
        Kind.DAMAGED,
        "%s: the content from the registry does not match the digest %s".formatted(uri, digest));
  }
}
