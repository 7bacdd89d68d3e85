// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A file on a server. */
interface RemoteFile {

  /**
   * The bytes from {@code offset} on, if the server still has the version that {@code validator}
   * names. Otherwise, or if the server does not support ranges, the complete current version.
   *
   * @param validator version of the bytes that were downloaded before; null with offset 0
   */
  Body from(long offset, @Nullable String validator) throws SourceException;

  /** Whether the server still has exactly this version. */
  boolean isCurrent(String validator) throws SourceException;

  /**
   * The bytes of an answer; must be closed.
   *
   * @param offset of the first byte: the requested one, or 0
   * @param length of the whole file, or -1 if unknown
   * @param validator names this version of the file; null if the server does not name versions
   */
  record Body(InputStream bytes, long offset, long length, @Nullable String validator) {}
}
