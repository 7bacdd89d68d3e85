// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.image;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Digest;
import io.pentimento.registry.client.Descriptor;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.RegistryException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Downloads layers and writes their files into a folder. A tar archive, optionally compressed with
 * gzip, is unpacked; any other content is one file with the name in the layer's title. Only regular
 * files and folders are written, and nothing outside of the folder.
 */
final class LayerFiles {
  private static final String PARTS = ".parts";

  private final RegistryClient client;
  private final Path folder;

  LayerFiles(RegistryClient client, Path folder) {
    this.client = requireNonNull(client, "client");
    this.folder = requireNonNull(folder, "folder");
  }

  /**
   * @throws RegistryException if the layer cannot be downloaded, or contains anything else
   */
  void add(Descriptor layer) throws IOException {
    if (isThere(layer)) {
      return;
    }
    Path parts = folder.resolve(PARTS);
    Files.createDirectories(parts);
    Path part = parts.resolve(Digest.hex(layer.digest()));
    client.fetch(layer, part);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(part))) {
      unpack(layer, in);
    }
    Files.delete(part);
    Files.delete(parts);
  }

  /** Whether an earlier pull wrote this file: the file of a model's layer determines its digest. */
  private boolean isThere(Descriptor layer) throws IOException {
    String title = title(layer);
    if (!ModelFile.isName(title) || !Files.isRegularFile(folder.resolve(title))) {
      return false;
    }
    return TarLayer.MEDIA_TYPE.equals(layer.mediaType())
        && TarLayer.of(ModelFile.of(folder.resolve(title))).digest().equals(layer.digest());
  }

  private void unpack(Descriptor layer, InputStream in) throws IOException {
    if (layer.mediaType().endsWith("tar+gzip") || layer.mediaType().endsWith("tar.gzip")) {
      untar(new GZIPInputStream(in), layer);
    } else if (layer.mediaType().endsWith("tar")) {
      untar(in, layer);
    } else {
      write(title(layer), in, layer);
    }
  }

  private void untar(InputStream in, Descriptor layer) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(in);
    for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
      if (!e.isDirectory()) {
        if (!e.isFile() || e.isLink() || e.isSymbolicLink()) {
          throw damaged(layer, e.getName() + " is not a regular file");
        }
        write(e.getName(), tar, layer);
      }
    }
  }

  private void write(String name, InputStream content, Descriptor layer) throws IOException {
    AtomicFile.write(inside(name, layer), out -> content.transferTo(Channels.newOutputStream(out)));
  }

  private Path inside(String name, Descriptor layer) throws RegistryException {
    try {
      Path path = folder.resolve(name).normalize();
      if (!name.isEmpty() && path.startsWith(folder.normalize()) && !path.equals(folder)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw damaged(layer, e.getReason());
    }
    throw damaged(layer, "'%s' is not a path inside the folder".formatted(name));
  }

  static String title(Descriptor layer) {
    return layer.annotations().getOrDefault(ModelImage.TITLE, "");
  }

  private static RegistryException damaged(Descriptor layer, String why) {
    return new RegistryException(
        RegistryException.Kind.DAMAGED,
        "the layer %s cannot be unpacked: %s".formatted(layer.digest(), why));
  }
}
