// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import io.grpc.ForwardingServerCallListener;
import io.grpc.ServerCall;
import io.pentimento.server.admission.Admission;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An admitted call. It releases its reservation when the response has been sent or the client has
 * disconnected. All methods run on the event loop of the connection.
 */
final class AdmittedCall<Q>
    extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
  private static final long POLL_MILLIS = 20;

  private final Admission.Ticket ticket;
  private final Vertx vertx;
  private final @Nullable RoutingContext exchange;
  private final Duration fetching;
  private final long uploadTimer;
  private boolean hasMessage;
  private long waited;

  /**
   * @param exchange null if the transport has none
   * @param tooSlow is called if no message arrives in time
   * @param fetching maximum time to send the response
   */
  AdmittedCall(
      ServerCall.Listener<Q> service,
      Admission.Ticket ticket,
      Vertx vertx,
      @Nullable RoutingContext exchange,
      Duration uploading,
      Runnable tooSlow,
      Duration fetching) {
    super(service);
    this.ticket = ticket;
    this.vertx = vertx;
    this.exchange = exchange;
    this.fetching = fetching;
    this.uploadTimer = vertx.setTimer(uploading.toMillis(), late -> tooSlow.run());
    if (exchange != null) {
      exchange.addEndHandler(ended -> releaseUnlessArrived());
    }
  }

  @Override
  public void onMessage(Q message) {
    vertx.cancelTimer(uploadTimer);
    hasMessage = true;
    super.onMessage(message);
  }

  /** Releases the reservation if the transport rejected the message, because it is too long. */
  private void releaseUnlessArrived() {
    if (!hasMessage) {
      vertx.cancelTimer(uploadTimer);
      ticket.close();
    }
  }

  @Override
  public void onCancel() {
    vertx.cancelTimer(uploadTimer);
    super.onCancel();
    ticket.close();
  }

  /** The response has been passed to the transport but not sent: the client may be slow. */
  @Override
  public void onComplete() {
    vertx.cancelTimer(uploadTimer);
    super.onComplete();
    ticket.releasePlace();
    vertx.setPeriodic(POLL_MILLIS, this::releaseOnceSent);
  }

  private void releaseOnceSent(long timer) {
    waited += POLL_MILLIS;
    boolean sent = exchange == null || exchange.response().closed();
    boolean givenUp = waited > fetching.toMillis();
    if (exchange != null && givenUp && !sent) {
      exchange.request().connection().close();
    }
    if (sent || givenUp) {
      vertx.cancelTimer(timer);
      ticket.close();
    }
  }
}
