// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.image;

import static java.util.Objects.requireNonNull;

import io.pentimento.registry.client.Blob;
import io.pentimento.registry.client.Descriptor;
import io.pentimento.registry.client.ImageIndex;
import io.pentimento.registry.client.ImageManifest;
import io.pentimento.registry.client.RegistryClient;
import java.io.IOException;
import java.io.InputStream;

/**
 * Pushes an image so that nothing incomplete can be found by name: first the content, then the
 * manifests that refer to it by digest, and the tag last, with {@link #tag}.
 */
public final class ModelPush {
  private final RegistryClient client;

  public ModelPush(RegistryClient client) {
    this.client = requireNonNull(client, "client");
  }

  /** Pushes the image under its digest. */
  public Descriptor push(ModelImage image) throws IOException {
    for (Blob layer : image.layers()) {
      client.push(layer);
    }
    for (ModelImage.Variant variant : image.variants()) {
      client.push(variant.config());
      put(variant.manifest().digest(), ImageManifest.MEDIA_TYPE, variant.manifest());
    }
    put(image.index().digest(), ImageIndex.MEDIA_TYPE, image.index());
    return image.descriptor();
  }

  /** Tags an image that was pushed with all its referrers. */
  public void tag(ModelImage image, String tag) throws IOException {
    put(tag, ImageIndex.MEDIA_TYPE, image.index());
  }

  private void put(String reference, String mediaType, Blob document) throws IOException {
    try (InputStream in = document.open()) {
      client.pushManifest(reference, mediaType, in.readAllBytes());
    }
  }
}
