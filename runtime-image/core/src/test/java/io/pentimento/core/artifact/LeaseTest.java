// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LeaseTest {
  /** Renewed so rarely that the test controls all renewals. */
  private static final LeaseTiming SLOW = new LeaseTiming(Duration.ofHours(1), Duration.ofHours(2));

  /** On another machine: its state is only known from its renewals. */
  private static final LeaseHolder ELSEWHERE = new LeaseHolder("elsewhere", "other/pid:[1]", 1, 0);

  private static final LeaseHolder HERE = LeaseHolder.ofThisProcess("here");

  @TempDir Path folder;
  private long nanos;

  @Test
  void aFreeLeaseIsAcquiredByOneContenderAndNamesItsHolder() throws IOException {
    try (Lease held = acquired(HERE)) {
      LeaseContender other = contender(ELSEWHERE);

      assertThat(other.tryAcquire()).isEmpty();

      assertThat(other.holder()).contains("here");
      assertThat(held.checkLost()).isFalse();
    }
  }

  @Test
  void aReleasedLeaseIsFreeAtOnce() throws IOException {
    acquired(ELSEWHERE).close();

    Optional<Lease> next = contender(HERE).tryAcquire();

    assertThat(next).isPresent();
    next.get().close();
  }

  @Test
  void aRenewedLeaseDoesNotExpire() throws IOException {
    Lease held = acquired(ELSEWHERE);
    LeaseContender waiting = contender(HERE);
    for (int hours = 0; hours < 10; hours++) {
      assertThat(waiting.tryAcquire()).isEmpty();
      assertThat(held.checkLost()).as("a check renews").isFalse();
      nanos += Duration.ofHours(1).toNanos();
    }
    held.close();
  }

  @Test
  void aLeaseWithoutRenewalExpiresByTheContendersClock() throws IOException {
    Lease frozen = acquired(ELSEWHERE);
    LeaseContender waiting = contender(HERE);
    assertThat(waiting.tryAcquire()).isEmpty();
    nanos += SLOW.expiresAfter().toNanos() - 1;
    assertThat(waiting.tryAcquire()).isEmpty();

    nanos += 1;
    try (Lease taken = waiting.tryAcquire().orElseThrow()) {
      assertThat(frozen.checkLost()).isTrue();
      frozen.close();
      assertThat(taken.checkLost()).isFalse();
      assertThat(contender(ELSEWHERE).tryAcquire()).isEmpty();
    }
  }

  @Test
  void aLateContenderWaitsForTheFullExpiry() throws IOException {
    acquired(ELSEWHERE);
    nanos += Duration.ofDays(1).toNanos();

    assertThat(contender(HERE).tryAcquire()).isEmpty();
  }

  @Test
  void anEndedHolderOnTheSameMachineIsReplacedAtOnce() throws Exception {
    Process process = new ProcessBuilder("true").start();
    LeaseHolder ended = new LeaseHolder("ended", HERE.machine(), process.pid(), 0);
    process.waitFor();
    acquired(ended);

    Optional<Lease> next = contender(HERE).tryAcquire();

    assertThat(next).isPresent();
    next.get().close();
  }

  @Test
  void aReusedProcessIdIsNotMistakenForTheHolder() {
    LeaseHolder before = new LeaseHolder("ended", HERE.machine(), HERE.pid(), 1);

    assertThat(before.isGone()).isTrue();
    assertThat(HERE.isGone()).isFalse();
    assertThat(ELSEWHERE.isGone()).isFalse();
  }

  @Test
  void aHolderThatDiedBeforeWritingItsNameIsReplacedAfterTheExpiry() throws IOException {
    Files.createFile(folder.resolve("lease-00000001.json"));
    LeaseContender waiting = contender(HERE);
    assertThat(waiting.tryAcquire()).isEmpty();
    assertThat(waiting.holder()).isEmpty();
    nanos += SLOW.expiresAfter().toNanos();

    Optional<Lease> next = waiting.tryAcquire();

    assertThat(next).isPresent();
    next.get().close();
  }

  @Test
  void aLeaseWithDeletedFilesIsLost() throws IOException {
    Lease held = acquired(HERE);
    Files.delete(folder.resolve("lease-00000001.json"));

    assertThat(held.checkLost()).isTrue();
    held.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void onlyOneOfManyContendersAcquiresAnExpiredLease() throws Exception {
    int contenders = 8;
    acquired(ELSEWHERE);
    CyclicBarrier together = new CyclicBarrier(contenders);
    List<Callable<Boolean>> attempts = new ArrayList<>();
    for (int i = 0; i < contenders; i++) {
      LeaseContender contender = contender(ELSEWHERE);
      contender.tryAcquire();
      attempts.add(
          () -> {
            together.await();
            return contender.tryAcquire().isPresent();
          });
    }
    nanos += SLOW.expiresAfter().toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(contenders);
    try {
      int winners = 0;
      for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
        winners += attempt.get() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theExpiryMustBeAPositiveNumberOfSeconds() {
    assertThat(LeaseTiming.parse(" 60 ").expiresAfter()).isEqualTo(Duration.ofMinutes(1));
    for (String wrong : List.of("0", "-5", "soon")) {
      assertThatThrownBy(() -> LeaseTiming.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(LeaseTiming.VARIABLE)
          .hasMessageContaining(wrong);
    }
  }

  private Lease acquired(LeaseHolder holder) throws IOException {
    return contender(holder).tryAcquire().orElseThrow();
  }

  private LeaseContender contender(LeaseHolder holder) {
    return new LeaseContender(folder, holder, SLOW, () -> nanos);
  }
}
