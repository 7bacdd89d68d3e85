package io.pentimento.server.faces;

/** A request for a photograph asks for what this server cannot do; the message says what to do. */
public final class InvalidPhotoRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidPhotoRequestException(String message) {
    super(message);
  }

  InvalidPhotoRequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
