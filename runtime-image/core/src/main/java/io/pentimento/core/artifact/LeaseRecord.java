// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * The content of a lease file. It is overwritten in place: on network file systems, a client that
 * opens the file again sees a change of its content at once, but a rename only after its name cache
 * has expired.
 */
record LeaseRecord(LeaseHolder holder, long renewals, boolean released) {
  private static final int BYTES = 2048;
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  static LeaseRecord taken(LeaseHolder holder) {
    return new LeaseRecord(holder, 0, false);
  }

  LeaseRecord renewed() {
    return new LeaseRecord(holder, renewals + 1, false);
  }

  LeaseRecord asReleased() {
    return new LeaseRecord(holder, renewals + 1, true);
  }

  /** Creates the file exclusively; returns false if it exists. */
  boolean create(Path file) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(out);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  void overwrite(Path file) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      write(out);
    }
  }

  /** Empty for a file that its creator has not filled yet, or that is being overwritten. */
  static Optional<LeaseRecord> parse(byte[] content) {
    try {
      return Optional.ofNullable(JSON.readValue(content, LeaseRecord.class))
          .filter(found -> found.holder() != null);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  /** Always of the same length, so that nothing remains of earlier content. */
  private void write(FileChannel out) throws IOException {
    byte[] json = JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, Math.max(BYTES, json.length));
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    AtomicFile.writeFully(out, ByteBuffer.wrap(padded));
    out.force(true);
  }
}
