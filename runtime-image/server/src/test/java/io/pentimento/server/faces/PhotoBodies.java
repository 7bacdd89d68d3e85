// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

/** Reads forms outside a running server. */
public final class PhotoBodies {
  private PhotoBodies() {}

  /** The picture of a form whose parameters are valid. */
  public static byte[] picture(byte[] body, String contentType) {
    UploadedPicture picture = UploadedPicture.of(contentType, body);
    PhotoRequest.of(null, null, null, picture.fields());
    return picture.file();
  }
}
