// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.transfer;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.failure.ClientGoneException;
import io.pentimento.server.failure.SlowUploadException;
import io.pentimento.server.failure.TooLargeException;
import io.pentimento.server.failure.UnavailableException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * The body of an admitted request. It is read without a dedicated thread: a slow client only
 * occupies its reserved memory. All methods run on the request's event loop.
 */
public final class Upload {
  private static final int FIRST_PIECE = 64 << 10;
  private static final byte[] NOTHING = {};

  private final HttpServerRequest request;
  private final Admission.Ticket ticket;
  private final int limit;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private byte[] bytes;
  private int length;

  private Upload(HttpServerRequest request, Admission.Ticket ticket, int limit, int expected) {
    this.request = request;
    this.ticket = ticket;
    this.limit = limit;
    this.bytes = new byte[expected];
  }

  /**
   * The memory that a request needs at first, in bytes: its length, or an initial size if the
   * length is unknown.
   *
   * @throws TooLargeException if the length exceeds {@code limit}
   */
  public static int expected(HttpServerRequest request, int limit) {
    String header = request.getHeader(HttpHeaderNames.CONTENT_LENGTH);
    long length = header == null ? Math.min(FIRST_PIECE, limit) : Long.parseLong(header);
    if (length > limit) {
      throw tooLarge(limit);
    }
    return (int) length;
  }

  /**
   * Reads a body.
   *
   * @param expected what {@code ticket} was issued for
   * @return fails with {@link TooLargeException}, {@link UnavailableException}, {@link
   *     SlowUploadException} or {@link ClientGoneException}
   */
  public static CompletableFuture<byte[]> read(
      HttpServerRequest request,
      Admission.Ticket ticket,
      int limit,
      int expected,
      Vertx vertx,
      Duration timeout) {
    Upload upload = new Upload(request, ticket, limit, expected);
    upload.begin(vertx, timeout);
    return upload.body;
  }

  private void begin(Vertx vertx, Duration timeout) {
    long timer =
        vertx.setTimer(
            timeout.toMillis(),
            late -> body.completeExceptionally(new SlowUploadException(timeout)));
    body.whenComplete((all, failure) -> vertx.cancelTimer(timer));
    request.exceptionHandler(gone -> body.completeExceptionally(new ClientGoneException()));
    request.handler(this::append);
    request.endHandler(end -> finish());
    if (request.headers().contains(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true)) {
      request.response().writeContinue();
    }
    request.resume();
  }

  private void append(Buffer piece) {
    if (body.isDone()) {
      return; // The rest of a rejected body.
    }
    try {
      makeRoom((long) length + piece.length());
      piece.getBytes(bytes, length);
      length += piece.length();
    } catch (TooLargeException | UnavailableException e) {
      bytes = NOTHING;
      length = 0;
      body.completeExceptionally(e);
    }
  }

  private void makeRoom(long needed) {
    if (needed > limit) {
      throw tooLarge(limit);
    }
    if (needed > bytes.length) {
      int size = (int) Math.min(limit, Math.max(needed, 2L * bytes.length));
      ticket.resize(size);
      bytes = Arrays.copyOf(bytes, size);
    }
  }

  private void finish() {
    if (!body.isDone()) {
      body.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }
  }

  private static TooLargeException tooLarge(int limit) {
    return new TooLargeException(
        "The image has more than %d bytes; make the file smaller.".formatted(limit));
  }
}
