// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.transfer;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.pentimento.server.admission.Admission;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** A response body; its memory is reserved until it is sent or abandoned. */
public final class Answer {
  private final byte[] body;
  private final RoutingContext exchange;
  private final Admission.Ticket ticket;
  private final long timer;

  /**
   * @param timeout maximum time to send the response; then the connection is closed
   */
  public Answer(byte[] body, RoutingContext exchange, Admission.Ticket ticket, Duration timeout) {
    this.body = body;
    this.exchange = exchange;
    this.ticket = ticket;
    this.timer = exchange.vertx().setTimer(timeout.toMillis(), late -> giveUp());
  }

  void send() {
    HttpServerResponse response = exchange.response();
    if (response.closed()) {
      release();
      return;
    }
    response.putHeader(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
    response.end(BufferImpl.buffer(Unpooled.wrappedBuffer(body))).onComplete(sent -> release());
  }

  /** Releases the memory, for example of a response that is no longer needed. */
  public void release() {
    exchange.vertx().cancelTimer(timer);
    ticket.close();
  }

  /**
   * Closes the channel directly: closing the connection would first write the data that the client
   * does not read.
   */
  private void giveUp() {
    if (exchange.request().connection() instanceof ConnectionBase connection) {
      connection.channel().close();
    } else {
      exchange.request().connection().close();
    }
    release();
  }
}
