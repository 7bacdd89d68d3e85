// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.artifact.Digest;
import io.pentimento.registry.client.RegistryException.Kind;
import io.pentimento.registry.client.RegistryHttp.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads and writes one repository of a registry. */
public final class RegistryClient {
  /** Manifests, evidence and reports; a registry may refuse larger manifests than 4 MiB. */
  private static final int LARGEST_IN_MEMORY = 64 << 20;

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final String ACCEPTED_TYPES =
      ImageManifest.MEDIA_TYPE + ", " + ImageIndex.MEDIA_TYPE;

  private final OciReference repository;
  private final RegistryHttp http;
  private final TransferPolicy policy;

  public RegistryClient(OciReference repository, RegistryAccess access, TransferPolicy policy) {
    this.repository = requireNonNull(repository, "repository");
    this.http = new RegistryHttp(repository, access);
    this.policy = requireNonNull(policy, "policy");
  }

  /** The bytes of a manifest or index with their digest and media type. */
  public record Document(String mediaType, String digest, byte[] content) {
    public boolean isIndex() {
      return ImageIndex.MEDIA_TYPE.equals(mediaType);
    }

    public Descriptor descriptor() {
      return new Descriptor(mediaType, null, digest, content.length, null, Map.of());
    }

    public ImageManifest manifest() throws RegistryException {
      return OciJson.read(content, ImageManifest.class, "the manifest " + digest);
    }

    public ImageIndex index() throws RegistryException {
      return OciJson.read(content, ImageIndex.class, "the index " + digest);
    }
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
    Answer<String> answer =
        send(() -> http.put(uri, content, Map.of("Content-Type", mediaType)), CREATED);
    return answer.header("OCI-Subject").isPresent();
  }

  /**
   * The manifest or index under a tag or digest; empty if there is none.
   *
   * @throws RegistryException if the content has another digest
   */
  public Optional<Document> manifest(String reference) throws IOException {
    URI uri = manifests(reference);
    Answer<byte[]> answer = bytes(uri, Map.of("Accept", ACCEPTED_TYPES));
    if (answer.status() == 404) {
      return Optional.empty();
    }
    String digest = Digest.of(answer.body());
    if (isDigest(reference) && !digest.equals(reference)) {
      throw damaged(uri, reference);
    }
    String type = answer.header("Content-Type").orElse(ImageManifest.MEDIA_TYPE);
    return Optional.of(new Document(type.replaceFirst(";.*", "").strip(), digest, answer.body()));
  }

  /**
   * As {@link #manifest}.
   *
   * @throws RegistryException if it does not exist
   */
  public Document requireManifest(String reference) throws IOException {
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
    URI uri = http.uri(repository.withDigest(blob.digest()).toOras().getBlobsPath(null));
    Answer<byte[]> answer = bytes(uri, Map.of());
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
    URI uri = http.uri(repository.withDigest(blob.digest()).toOras().getBlobsPath(null));
    StallGuard guard = new StallGuard(policy.silence());
    String digest =
        policy.retry(progress -> guard.run(() -> digest(http.download(uri, Map.of()), uri, guard)));
    if (!digest.equals(blob.digest())) {
      throw damaged(uri, blob.digest());
    }
  }

  private String digest(Answer<InputStream> answer, URI uri, StallGuard guard) throws IOException {
    try (InputStream in = answer.body()) {
      if (answer.status() != OK) {
        throw http.unexpected(answer);
      }
      return Digest.of(guard.watched(in));
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw broken(uri, e);
    }
  }

  /** The answer of the referrers API; empty if the registry does not have this API. */
  Optional<ImageIndex> listedReferrers(String digest) throws IOException {
    URI uri = http.uri(repository.withDigest(digest).toOras().getReferrersPath(null, null));
    Answer<byte[]> answer = bytes(uri, Map.of("Accept", ImageIndex.MEDIA_TYPE));
    return answer.status() == 404
        ? Optional.empty()
        : Optional.of(
            OciJson.read(answer.body(), ImageIndex.class, "the list of referrers of " + digest));
  }

  private Answer<byte[]> bytes(URI uri, Map<String, String> headers) throws IOException {
    return policy.retry(
        progress ->
            new StallGuard(policy.silence()).run(() -> read(http.download(uri, headers), uri)));
  }

  private Answer<byte[]> read(Answer<InputStream> answer, URI uri) throws IOException {
    try (InputStream in = answer.body()) {
      if (answer.status() != OK && answer.status() != 404) {
        throw http.unexpected(answer);
      }
      byte[] content = in.readNBytes(LARGEST_IN_MEMORY);
      if (content.length == LARGEST_IN_MEMORY) {
        throw new RegistryException(Kind.REFUSED, uri + " is larger than 64 MiB");
      }
      return new Answer<>(answer.status(), content, answer.headers());
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw broken(uri, e);
    }
  }

  private static RegistryException broken(URI uri, IOException e) {
    return new RegistryException(
        Kind.UNAVAILABLE, "%s: the connection broke: %s".formatted(uri, e.getMessage()), e, null);
  }

  /** Sends a request. */
  @FunctionalInterface
  private interface Sending {
    Answer<String> send() throws IOException;
  }

  private Answer<String> send(Sending request, int expected) throws IOException {
    return policy.retry(
        progress -> {
          Answer<String> answer = new StallGuard(policy.silence()).run(request::send);
          if (answer.status() != expected) {
            throw http.unexpected(answer);
          }
          return answer;
        });
  }

  private URI manifests(String reference) {
    OciReference at =
        isDigest(reference) ? repository.withDigest(reference) : repository.withTag(reference);
    return http.uri(at.toOras().getManifestsPath(null));
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
