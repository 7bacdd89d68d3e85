package io.pentimento.server.transfer;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.pentimento.server.admission.Admission;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** A restored image on its way to the client; it keeps its memory until it is sent or given up. */
public final class Answer {
  private final byte[] png;
  private final RoutingContext exchange;
  private final Admission.Ticket ticket;
  private final long timer;

  /**
   * @param timeout for a client to fetch the answer; then the connection is closed
   */
  public Answer(byte[] png, RoutingContext exchange, Admission.Ticket ticket, Duration timeout) {
    this.png = png;
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
    response.putHeader(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(png.length));
    response.end(BufferImpl.buffer(Unpooled.wrappedBuffer(png))).onComplete(sent -> release());
  }

  /** Frees the memory, for instance of an answer that nobody waits for any more. */
  public void release() {
    exchange.vertx().cancelTimer(timer);
    ticket.close();
  }

  /** Closes the channel itself: the connection would first write what the client does not fetch. */
  private void giveUp() {
    if (exchange.request().connection() instanceof ConnectionBase connection) {
      connection.channel().close();
    } else {
      exchange.request().connection().close();
    }
    release();
  }
}
