package io.pentimento.registry.image;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.registry.client.Descriptor;
import io.pentimento.registry.client.ImageManifest;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Pulls a model into a folder. The folder is complete when it has a manifest with the checksums of
 * all files, which is written last. Files of an interrupted pull are not downloaded again.
 */
public final class ModelPull {
  /** Names the model in a folder: one line, the address by digest. */
  public static final String ADDRESS = "address.txt";

  private static final String PARTS = ".parts";

  private final RegistryClient client;
  private final OciReference reference;

  /**
   * @param reference with a digest
   */
  public ModelPull(RegistryClient client, OciReference reference) {
    this.client = requireNonNull(client, "client");
    this.reference = reference;
    reference.requireDigest();
  }

  /**
   * Fills the folder, unless it contains this model already.
   *
   * @throws IllegalArgumentException if the folder contains something else
   * @throws RegistryException if the model cannot be read, or its content has another digest
   */
  public void into(Path folder) throws IOException {
    if (isComplete(folder)) {
      return;
    }
    requireFree(folder);
    Path parts = folder.resolve(PARTS);
    Files.createDirectories(parts);
    AtomicFile.write(folder.resolve(ADDRESS), (reference + "\n").getBytes(StandardCharsets.UTF_8));
    for (Descriptor layer : layers()) {
      unpack(layer, parts, folder);
    }
    Files.delete(parts);
    Manifest.close(folder);
  }

  /** The layers of the model, which are the same for all platforms. */
  public List<Descriptor> layers() throws IOException {
    RegistryClient.Document document = client.requireManifest(reference.requireDigest());
    ImageManifest manifest =
        document.isIndex()
            ? client.requireManifest(first(document).digest()).manifest()
            : document.manifest();
    if (manifest.layers().isEmpty()) {
      throw damaged("has no layers");
    }
    return manifest.layers();
  }

  private Descriptor first(RegistryClient.Document index) throws IOException {
    return index.index().manifests().stream()
        .findFirst()
        .orElseThrow(() -> damaged("has no manifests"));
  }

  private boolean isComplete(Path folder) throws IOException {
    return isSame(folder) && Manifest.isComplete(folder) && Manifest.isIntact(folder);
  }

  private boolean isSame(Path folder) throws IOException {
    Path address = folder.resolve(ADDRESS);
    return Files.exists(address)
        && OciReference.parse(Files.readString(address).strip())
            .requireDigest()
            .equals(reference.digest());
  }

  private void requireFree(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || isSame(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new IllegalArgumentException(
            "%s holds something else than %s; choose an empty folder".formatted(folder, reference));
      }
    }
  }

  private void unpack(Descriptor layer, Path parts, Path folder) throws IOException {
    if (!TarLayer.MEDIA_TYPE.equals(layer.mediaType())) {
      throw damaged("has a layer of type " + layer.mediaType());
    }
    if (isUnpacked(layer, folder)) {
      return;
    }
    Path tar = parts.resolve(Digest.hex(layer.digest()));
    client.fetch(layer, tar);
    try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(tar))) {
      for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        write(e, in, folder);
      }
    }
    Files.delete(tar);
  }

  /**
   * Whether an interrupted pull has finished a layer: the file of a layer determines its digest.
   */
  private static boolean isUnpacked(Descriptor layer, Path folder) throws IOException {
    String name = layer.annotations().getOrDefault(ModelImage.TITLE, "");
    if (!ModelFile.isName(name) || !Files.isRegularFile(folder.resolve(name))) {
      return false;
    }
    return TarLayer.of(ModelFile.of(folder.resolve(name))).digest().equals(layer.digest());
  }

  private void write(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
    if (!entry.isFile() || !ModelFile.isName(entry.getName())) {
      throw damaged("has an entry that is not a plain file: " + entry.getName());
    }
    AtomicFile.write(
        folder.resolve(entry.getName()), out -> content.transferTo(Channels.newOutputStream(out)));
  }

  private RegistryException damaged(String what) {
    return new RegistryException(
        RegistryException.Kind.DAMAGED,
        "%s %s; it is not a published model".formatted(reference, what));
  }
}
