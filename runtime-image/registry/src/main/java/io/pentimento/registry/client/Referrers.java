// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Artefacts that refer to a manifest. Registries without the referrers API get the list under the
 * tag {@code sha256-DIGEST}, as the OCI distribution specification describes.
 */
public final class Referrers {
  private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
  private static final Blob EMPTY = Blob.of("empty", "{}".getBytes(StandardCharsets.UTF_8));
  private static final int ATTEMPTS = 5;

  private final RegistryClient client;

  public Referrers(RegistryClient client) {
    this.client = requireNonNull(client, "client");
  }

  /** The artefacts of this type that refer to a manifest. */
  public List<Descriptor> of(String digest, String artifactType) throws IOException {
    Optional<ImageIndex> listed = client.listedReferrers(digest);
    ImageIndex all = listed.isPresent() ? listed.get() : tagged(digest);
    return all.manifests().stream().filter(r -> artifactType.equals(r.artifactType())).toList();
  }

  /**
   * Attaches content to a manifest; attaching the same content again changes nothing.
   *
   * @param mediaType of the content
   * @return the artefact
   */
  public Descriptor attach(
      Descriptor subject,
      String artifactType,
      String mediaType,
      Blob content,
      Map<String, String> annotations)
      throws IOException {
    client.push(EMPTY);
    client.push(content);
    ImageManifest manifest =
        ImageManifest.referrer(
            artifactType,
            Descriptor.of(EMPTY_TYPE, EMPTY),
            Descriptor.of(mediaType, content)
                .withAnnotations(Map.of("org.opencontainers.image.title", content.name())),
            subject,
            annotations);
    Blob json = Blob.of(artifactType, OciJson.write(manifest));
    Descriptor referrer =
        Descriptor.of(ImageManifest.MEDIA_TYPE, json)
            .withArtifactType(artifactType)
            .withAnnotations(annotations);
    boolean listed =
        client.pushManifest(json.digest(), ImageManifest.MEDIA_TYPE, OciJson.write(manifest));
    if (!listed) {
      list(subject.digest(), referrer);
    }
    return referrer;
  }

  /** The content given to {@link #attach}. */
  public byte[] content(Descriptor referrer) throws IOException {
    ImageManifest manifest = client.requireManifest(referrer.digest()).manifest();
    if (manifest.layers().size() != 1) {
      throw new RegistryException(
          RegistryException.Kind.DAMAGED,
          "the artefact %s has %d layers instead of one"
              .formatted(referrer.digest(), manifest.layers().size()));
    }
    return client.content(manifest.layers().get(0));
  }

  private ImageIndex tagged(String digest) throws IOException {
    Optional<ManifestDocument> found = client.manifest(tag(digest));
    return found.isPresent() ? found.get().index() : ImageIndex.of(List.of(), Map.of());
  }

  /**
   * Another writer may replace the list at the same time; it is therefore read again after each
   * write.
   */
  private void list(String subject, Descriptor referrer) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ImageIndex known = tagged(subject);
      if (known.contains(referrer.digest())) {
        return;
      }
      client.pushManifest(tag(subject), ImageIndex.MEDIA_TYPE, OciJson.write(known.plus(referrer)));
    }
    if (!tagged(subject).contains(referrer.digest())) {
      throw new RegistryException(
          RegistryException.Kind.UNAVAILABLE,
          "%s: other writers keep replacing the list of referrers; publish again"
              .formatted(client.repository().withTag(tag(subject))));
    }
  }

  private static String tag(String digest) {
    return digest.replace(':', '-');
  }
}
