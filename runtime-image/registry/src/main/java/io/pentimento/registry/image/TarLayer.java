// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.image;

import io.pentimento.core.artifact.Digest;
import io.pentimento.registry.client.Blob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A layer with one file: an uncompressed tar archive that is created while it is read. Weights
 * hardly compress, and compressed bytes would depend on the compression library.
 */
final class TarLayer implements Blob {
  static final String MEDIA_TYPE = "application/vnd.oci.image.layer.v1.tar";
  private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;
  private static final int READ_ONLY = 0644;

  private final ModelFile file;
  private final byte[] header;
  private final byte[] trailer;
  private final String digest;

  private TarLayer(ModelFile file, byte[] header, byte[] trailer) throws IOException {
    this.file = file;
    this.header = header;
    this.trailer = trailer;
    try (InputStream in = open()) {
      this.digest = Digest.of(in);
    }
  }

  static TarLayer of(ModelFile file) throws IOException {
    int padding = (int) ((RECORD - file.size() % RECORD) % RECORD);
    return new TarLayer(file, header(file), new byte[padding + 2 * RECORD]);
  }

  private static byte[] header(ModelFile file) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(file.name());
    entry.setSize(file.size());
    entry.setMode(READ_ONLY);
    entry.setModTime(0);
    entry.setIds(0, 0);
    entry.setNames("", "");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new UnfinishedTar(bytes)) {
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
      tar.putArchiveEntry(entry);
      tar.flush();
      return bytes.toByteArray();
    }
  }

  /** Writes only headers; the content is read from the file. */
  private static final class UnfinishedTar extends TarArchiveOutputStream {
    UnfinishedTar(ByteArrayOutputStream bytes) {
      super(bytes, RECORD);
    }

    @Override
    public void close() {
      // The reader of the layer completes the archive.
    }
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public long size() {
    return header.length + file.size() + trailer.length;
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public InputStream open() throws IOException {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(header),
                file.content().open(),
                new ByteArrayInputStream(trailer))));
  }
}
