// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The picture of a request, and the other fields of its form.
 *
 * @param file the picture's file
 */
record UploadedPicture(byte[] file, Map<String, String> fields) {
  private static final String FORM = "multipart/form-data";

  /** Whether a request's body is a form with a file. */
  static boolean isForm(String contentType) {
    return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(FORM);
  }

  /**
   * @throws InvalidPhotoRequestException if the body is a form without a file, or an invalid form
   */
  static UploadedPicture of(String contentType, byte[] body) {
    return isForm(contentType) ? ofForm(contentType, body) : new UploadedPicture(body, Map.of());
  }

  private static UploadedPicture ofForm(String contentType, byte[] body) {
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
    request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    HttpPostRequestDecoder decoder = null;
    try {
      decoder = new HttpPostRequestDecoder(new DefaultHttpDataFactory(false), request);
      return read(decoder);
    } catch (InvalidPhotoRequestException e) {
      throw e;
    } catch (RuntimeException e) {
      // The decoder throws various exceptions for damaged forms, undocumented ones included.
      throw new InvalidPhotoRequestException(
          "The form cannot be read: %s.".formatted(e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (decoder != null) {
        decoder.destroy();
      }
    }
  }

  private static UploadedPicture read(HttpPostRequestDecoder decoder) throws IOException {
    byte[] file = null;
    Map<String, String> fields = new HashMap<>();
    for (InterfaceHttpData data : decoder.getBodyHttpDatas()) {
      if (data instanceof FileUpload upload && file == null) {
        file = upload.get();
      } else if (data instanceof Attribute attribute) {
        fields.put(attribute.getName(), attribute.getValue());
      }
    }
    if (file == null) {
      throw new InvalidPhotoRequestException(
          "The form has no file; send the picture as a part with a file name.");
    }
    return new UploadedPicture(file, fields);
  }
}
