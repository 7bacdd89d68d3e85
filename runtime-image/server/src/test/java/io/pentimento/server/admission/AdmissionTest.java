// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pentimento.server.failure.UnavailableException;
import io.pentimento.server.failure.UnavailableException.Reason;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Admission admission = new Admission(2, 100, metrics);

  private static Reason reason(Throwable refusal) {
    return ((UnavailableException) refusal).reason();
  }

  @Test
  void theNumberOfAdmittedRequestsIsLimited() {
    Admission.Ticket first = admission.admit(1);
    admission.admit(1);
    assertThatThrownBy(() -> admission.admit(1))
        .hasMessage("2 images are being restored or are waiting; try again later.")
        .extracting(AdmissionTest::reason)
        .isEqualTo(Reason.QUEUE_FULL);
    first.close();
    assertThat(admission.admit(1)).isNotNull();
  }

  @Test
  void reservedMemoryIsLimited() {
    Admission.Ticket first = admission.admit(60);
    assertThatThrownBy(() -> admission.admit(41))
        .hasMessageContaining("60 of the 100 bytes")
        .extracting(AdmissionTest::reason)
        .isEqualTo(Reason.MEMORY_FULL);
    assertThatThrownBy(() -> first.resize(101)).isInstanceOf(UnavailableException.class);
    first.resize(20);
    assertThat(admission.admit(80)).isNotNull();
    assertThat(metrics.get("pentimento.transfer.bytes").gauge().value()).isEqualTo(100);
  }

  @Test
  void aTicketReleasesItsReservationOnce() {
    Admission.Ticket ticket = admission.admit(60);
    ticket.releasePlace();
    assertThat(admission.taken()).isZero();
    assertThat(admission.used()).isEqualTo(60);
    ticket.close();
    ticket.close();
    assertThat(admission.taken()).isZero();
    assertThat(admission.used()).isZero();
  }

  @Test
  void aClosedTicketReservesNothing() {
    Admission.Ticket ticket = admission.admit(10);
    ticket.close();
    ticket.resize(50);
    assertThat(admission.used()).isZero();
  }
}
