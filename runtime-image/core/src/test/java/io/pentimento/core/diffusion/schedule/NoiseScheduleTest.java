// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseScheduleTest {
  private static final Map<String, BiFunction<NoiseSchedule, Integer, Double>> TABLES =
      Map.ofEntries(
          Map.entry("timestep_map", (s, i) -> (double) s.timestep(i)),
          Map.entry("betas", NoiseSchedule::beta),
          Map.entry("alphas_cumprod", NoiseSchedule::alphaCumprod),
          Map.entry("alphas_cumprod_prev", (s, i) -> s.alphaCumprod(i - 1)),
          Map.entry("sqrt_alphas_cumprod", NoiseSchedule::signal),
          Map.entry("sqrt_one_minus_alphas_cumprod", NoiseSchedule::noise),
          Map.entry("sqrt_recip_alphas_cumprod", NoiseSchedule::startFromState),
          Map.entry("sqrt_recipm1_alphas_cumprod", NoiseSchedule::startFromNoise),
          Map.entry("posterior_variance", NoiseSchedule::posteriorVariance),
          Map.entry("posterior_log_variance_clipped", NoiseSchedule::posteriorLogVariance),
          Map.entry("posterior_mean_coef1", NoiseSchedule::meanFromStart),
          Map.entry("posterior_mean_coef2", NoiseSchedule::meanFromState));

  /** All tables of all respacings in the reference. */
  @TestFactory
  List<DynamicTest> tablesAgreeWithTheReference() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceCase reference : ReferenceDirectory.configured().cases(ReferenceKind.SCHEDULE)) {
      JsonNode respacings = reference.json().path("respacings");
      respacings
          .fieldNames()
          .forEachRemaining(
              r -> {
                String notation = respacings.path(r).path("timestep_respacing").asText();
                TABLES.keySet().stream()
                    .filter(table -> reference.hasArray(r + "_" + table))
                    .map(
                        table ->
                            DynamicTest.dynamicTest(
                                "'%s' %s".formatted(notation, table),
                                () -> assertTable(reference, r, notation, table)))
                    .forEach(tests::add);
              });
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void assertTable(
      ReferenceCase reference, String r, String notation, String table) {
    NoiseSchedule schedule = NoiseSchedule.linear().respaced(new Respacing(notation));
    double[] expected = reference.array(r + "_" + table).doubles();
    assertThat(schedule.steps()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(TABLES.get(table).apply(schedule, i))
          .as("index %d", i)
          .isCloseTo(expected[i], Percentage.withPercentage(1e-8));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1.0e-4, .9999, .9999499987, .01, -9.36462816, -9.21034037, 1, 0",
    "1, 4, 5.990655645e-4, .9993009943, .9996504361, .02643871513, -9.36462816, -7.42013951, "
        + ".85698249, .1430175",
    "89, 357, .02841815961, .2693065783, .518947568, .8548060726, -3.57156568, -3.56072692, "
        + ".020475973, .97506255",
    "150, 602, .04738170867, .02495342008, .1579665157, .9874444693, -3.05079274, -3.04951902, "
        + ".0078648589, .97477928",
    "249, 999, .07751934499, 4.035829765e-5, .006352818088, .9999798206, -2.55723115, "
        + "-2.55722776, 5.127615e-4, .96045531",
  })
  void theScheduleOf250StepsIsThePublishedOne(
      int i,
      int timestep,
      double beta,
      double alphaCumprod,
      double signal,
      double noise,
      double posteriorLogVariance,
      double logBeta,
      double meanFromStart,
      double meanFromState) {
    NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(250));
    assertThat(schedule.timestep(i)).isEqualTo(timestep);
    assertThat(schedule.beta(i)).isCloseTo(beta, within(1e-11));
    assertThat(schedule.alphaCumprod(i)).isCloseTo(alphaCumprod, within(1e-10));
    assertThat(schedule.signal(i)).isCloseTo(signal, within(1e-10));
    assertThat(schedule.noise(i)).isCloseTo(noise, within(1e-10));
    assertThat(schedule.posteriorLogVariance(i)).isCloseTo(posteriorLogVariance, within(1e-8));
    assertThat(schedule.logBeta(i)).isCloseTo(logBeta, within(1e-8));
    assertThat(schedule.meanFromStart(i)).isCloseTo(meanFromStart, within(1e-8));
    assertThat(schedule.meanFromState(i)).isCloseTo(meanFromState, within(1e-8));
  }

  @Test
  void keptStepsHaveTheNoiseOfTheFullSchedule() {
    NoiseSchedule full = NoiseSchedule.linear();
    NoiseSchedule kept = full.respaced(Respacing.even(25));
    for (int i = 0; i < kept.steps(); i++) {
      assertThat(kept.alphaCumprod(i))
          .isCloseTo(full.alphaCumprod(kept.timestep(i)), Percentage.withPercentage(1e-8));
    }
  }

  @Test
  void respacingTwiceRefersToStepsOfTheFullSchedule() {
    NoiseSchedule twice =
        NoiseSchedule.linear().respaced(Respacing.even(250)).respaced(0, 100, 249);
    assertThat(twice.timestep(1)).isEqualTo(401);
    assertThat(twice.fullSteps()).isEqualTo(1000);
  }

  @Test
  void stepsThatDoNotAscendAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseSchedule.linear().respaced(0, 5, 5))
        .withMessageContaining("ascend");
  }
}
