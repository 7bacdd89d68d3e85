package io.pentimento.worker.source;

import java.io.InputStream;

/** A file that some server holds. */
interface RemoteFile {

  /**
   * The bytes from {@code offset} on, if the server still has the version that {@code validator}
   * names; else, or if the server cannot begin there, all of the present version.
   *
   * @param validator of the version of which the first bytes are here already; null with offset 0
   */
  Body from(long offset, String validator) throws SourceException;

  /** Whether the server still has this version and no other. */
  boolean isCurrent(String validator) throws SourceException;

  /**
   * The answer's bytes; to be closed.
   *
   * @param offset at which they begin: the one asked for, or 0
   * @param length of the whole file, or -1 if the server does not tell
   * @param validator names this version of the file; null if the server gives no name to it
   */
  record Body(InputStream bytes, long offset, long length, String validator) {}
}
