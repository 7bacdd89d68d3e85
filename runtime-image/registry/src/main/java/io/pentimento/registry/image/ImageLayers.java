// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.image;

import static java.util.Objects.requireNonNull;

import io.pentimento.registry.client.Descriptor;
import io.pentimento.registry.client.ImageManifest;
import io.pentimento.registry.client.ManifestDocument;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The layers of an image or artefact.
 *
 * @param address by digest
 * @param layers in order; the same for all platforms of a model
 */
public record ImageLayers(OciReference address, List<Descriptor> layers) {
  public ImageLayers {
    requireNonNull(address, "address");
    layers = List.copyOf(layers);
  }

  /**
   * @param reference with a digest, or else with a tag, or else {@code latest}
   * @throws RegistryException if there is no such image, or it has no layers
   */
  public static ImageLayers of(RegistryClient client, OciReference reference) throws IOException {
    ManifestDocument document = client.requireManifest(name(reference));
    OciReference address = reference.withDigest(document.digest());
    ImageManifest manifest =
        document.isIndex()
            ? client.requireManifest(first(document, address)).manifest()
            : document.manifest();
    if (manifest.layers().isEmpty()) {
      throw empty(address);
    }
    return new ImageLayers(address, manifest.layers());
  }

  private static String name(OciReference reference) {
    if (reference.digest() != null) {
      return reference.digest();
    }
    return reference.tag() == null ? "latest" : reference.tag();
  }

  private static String first(ManifestDocument index, OciReference address)
      throws RegistryException {
    return index.index().manifests().stream()
        .map(Descriptor::digest)
        .findFirst()
        .orElseThrow(() -> empty(address));
  }

  private static RegistryException empty(OciReference address) {
    return new RegistryException(RegistryException.Kind.DAMAGED, address + " has no layers");
  }

  /** Names of the files of those layers that have a title. */
  public List<String> titles() {
    return layers.stream().map(LayerFiles::title).filter(title -> !title.isEmpty()).toList();
  }

  /** Writes the files of all layers into a folder. */
  public void fetch(RegistryClient client, Path folder) throws IOException {
    LayerFiles files = new LayerFiles(client, folder);
    for (Descriptor layer : layers) {
      files.add(layer);
    }
  }

  /** Writes the file of the layer with this title into a folder. */
  public void fetch(RegistryClient client, String title, Path folder) throws IOException {
    LayerFiles files = new LayerFiles(client, folder);
    for (Descriptor layer : layers) {
      if (title.equals(LayerFiles.title(layer))) {
        files.add(layer);
      }
    }
  }
}
