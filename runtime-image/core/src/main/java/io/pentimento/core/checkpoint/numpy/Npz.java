// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.numpy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.Shapes;
import io.pentimento.core.checkpoint.StoredType;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads NumPy's {@code .npy} and {@code .npz}: little-endian, C order, elements of a {@link
 * StoredType}. Object arrays, which would need a pickle, and Fortran order are rejected.
 */
public final class Npz {
  /** Maximum size of all arrays of one file, uncompressed. */
  private static final long MAX_BYTES = 2L << 30;

  private static final String SUFFIX = ".npy";

  private Npz() {}

  /** The arrays of an {@code .npz} file by name, in file order. */
  public static Map<String, NpyArray> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (CheckpointException e) {
      throw new CheckpointException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The arrays of an {@code .npz} stream, which is not closed.
   *
   * @throws CheckpointException if it is damaged, has no array, or is larger than 2 GiB
   *     uncompressed
   */
  public static Map<String, NpyArray> read(InputStream in) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    ZipInputStream zip = new ZipInputStream(new BufferedInputStream(in));
    long left = MAX_BYTES;
    try {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        if (e.getName().endsWith(SUFFIX)) {
          String name = e.getName().substring(0, e.getName().length() - SUFFIX.length());
          NpyArray array = readArray(name, zip, left);
          left -= (long) array.size() * array.type().bytes();
          arrays.put(name, array);
        }
      }
    } catch (CheckpointException e) {
      throw e;
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      // IllegalArgumentException: the JDK rejects entry names that are not UTF-8.
      throw new CheckpointException("not a readable zip archive: " + e.getMessage(), e);
    }
    if (arrays.isEmpty()) {
      throw new CheckpointException("not an .npz file: it contains no array");
    }
    return Collections.unmodifiableMap(arrays);
  }

  /** The array of an {@code .npy} stream. */
  public static NpyArray readArray(String name, InputStream in) throws IOException {
    return readArray(name, in, MAX_BYTES);
  }

  private static NpyArray readArray(String name, InputStream in, long limit) throws IOException {
    NpyHeader header = NpyHeader.read(name, new DataInputStream(in));
    long bytes = Shapes.elements(name, header.shape()) * header.type().bytes();
    if (bytes > Math.min(limit, Integer.MAX_VALUE - 8)) {
      throw new CheckpointException("array '%s' is too large: %d bytes".formatted(name, bytes));
    }
    byte[] elements = in.readNBytes((int) bytes);
    if (elements.length < bytes) {
      throw new CheckpointException(
          "array '%s' ends after %d of %d bytes".formatted(name, elements.length, bytes));
    }
    ByteBuffer buffer = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
    return new NpyArray(header.type(), header.shape(), buffer);
  }
}
