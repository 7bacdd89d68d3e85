// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import java.util.Map;

/** The bytes of a manifest or index with their digest and media type. */
public record ManifestDocument(String mediaType, String digest, byte[] content) {
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
