// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.image;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.pentimento.registry.client.Blob;
import io.pentimento.registry.client.Descriptor;
import io.pentimento.registry.client.ImageIndex;
import io.pentimento.registry.client.ImageManifest;
import io.pentimento.registry.client.OciJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The image of a model. All platforms share the layers. A container runtime rejects an image whose
 * configuration names another platform than the node's, so that there is a manifest for each
 * platform.
 *
 * @param layers one for each file, by name
 * @param variants one for each platform
 * @param index the document whose digest is the model's address
 */
public record ModelImage(List<Blob> layers, List<Variant> variants, Blob index) {
  private static final List<String> ARCHITECTURES = List.of("amd64", "arm64");
  private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
  static final String TITLE = "org.opencontainers.image.title";

  /** The ModelPack name of a file in a layer. */
  private static final String MODEL_PACK_PATH = "org.cncf.model.filepath";

  /** The image of one platform. */
  public record Variant(Blob config, Blob manifest) {}

  @JsonPropertyOrder({"architecture", "os", "config", "rootfs"})
  private record Configuration(
      String architecture, String os, Map<String, String> config, RootFs rootfs) {}

  @JsonPropertyOrder({"type", "diff_ids"})
  private record RootFs(String type, List<String> diff_ids) {}

  /**
   * @param files of the model, in any order
   * @param annotations of manifests and index
   */
  public static ModelImage of(List<ModelFile> files, Map<String, String> annotations)
      throws IOException {
    List<Blob> layers = new ArrayList<>();
    for (ModelFile file : files.stream().sorted(Comparator.comparing(ModelFile::name)).toList()) {
      layers.add(TarLayer.of(file));
    }
    List<Variant> variants =
        ARCHITECTURES.stream().map(each -> variant(each, layers, annotations)).toList();
    List<Descriptor> manifests = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      manifests.add(
          Descriptor.of(ImageManifest.MEDIA_TYPE, variants.get(i).manifest())
              .withPlatform(new Descriptor.Platform(ARCHITECTURES.get(i), "linux")));
    }
    byte[] index = OciJson.write(ImageIndex.of(manifests, annotations));
    return new ModelImage(List.copyOf(layers), variants, Blob.of("index", index));
  }

  private static Variant variant(
      String architecture, List<Blob> layers, Map<String, String> annotations) {
    RootFs files = new RootFs("layers", layers.stream().map(Blob::digest).toList());
    Blob config =
        Blob.of(
            "configuration",
            OciJson.write(new Configuration(architecture, "linux", Map.of(), files)));
    ImageManifest manifest =
        ImageManifest.image(
            Descriptor.of(CONFIG_TYPE, config),
            layers.stream().map(ModelImage::described).toList(),
            annotations);
    return new Variant(config, Blob.of("manifest", OciJson.write(manifest)));
  }

  private static Descriptor described(Blob layer) {
    return Descriptor.of(TarLayer.MEDIA_TYPE, layer)
        .withAnnotations(Map.of(TITLE, layer.name(), MODEL_PACK_PATH, layer.name()));
  }

  /** The address of the model is the digest of this. */
  public Descriptor descriptor() {
    return Descriptor.of(ImageIndex.MEDIA_TYPE, index);
  }
}
