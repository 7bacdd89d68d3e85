// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each copy of a status changes one field. */
class StatusCopiesTest {
  private static final AdaptationJobStatus FULL = StatusSamples.full();

  /** The methods {@code withFIELD} whose parameter has the type of the field. */
  static Stream<Method> copies() {
    return Arrays.stream(AdaptationJobStatus.class.getDeclaredMethods())
        .filter(method -> method.getName().startsWith("with"))
        .filter(method -> Arrays.stream(components()).anyMatch(each -> isOf(method, each)));
  }

  private static RecordComponent[] components() {
    return AdaptationJobStatus.class.getRecordComponents();
  }

  private static boolean isOf(Method method, RecordComponent component) {
    String name = component.getName();
    return method
            .getName()
            .equals("with" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
        && method.getParameterTypes()[0].equals(component.getType());
  }

  @ParameterizedTest
  @MethodSource("copies")
  void aCopyChangesItsFieldAndNoOther(Method copy) throws ReflectiveOperationException {
    for (RecordComponent component : components()) {
      Object full = component.getAccessor().invoke(FULL);
      Object filled =
          component.getAccessor().invoke(copy.invoke(AdaptationJobStatus.empty(), valueOf(copy)));
      Object kept = component.getAccessor().invoke(copy.invoke(FULL, valueOf(copy)));

      assertThat(kept).as("%s of the full status", component.getName()).isEqualTo(full);
      assertThat(filled)
          .as("%s of the empty status", component.getName())
          .isEqualTo(
              isOf(copy, component)
                  ? full
                  : component.getAccessor().invoke(AdaptationJobStatus.empty()));
    }
  }

  private static Object valueOf(Method copy) throws ReflectiveOperationException {
    for (RecordComponent component : components()) {
      if (isOf(copy, component)) {
        return component.getAccessor().invoke(FULL);
      }
    }
    throw new IllegalArgumentException(copy.toString());
  }

  @Test
  void thereIsACopyForMostFields() {
    assertThat(copies()).hasSizeGreaterThan(6);
  }

  @Test
  void aConditionReplacesTheOneOfItsTypeInItsPlace() {
    Condition ready = condition("Ready", "True");
    AdaptationJobStatus status =
        AdaptationJobStatus.empty()
            .withConditions(List.of(condition("Ready", "False"), condition("Stalled", "False")))
            .withCondition(ready);

    assertThat(status.conditions())
        .extracting(Condition::getType)
        .containsExactly("Ready", "Stalled");
    assertThat(status.condition("Ready")).contains(ready);
  }

  @Test
  void aNewConditionIsTheLastOne() {
    assertThat(
            AdaptationJobStatus.empty()
                .withCondition(condition("Ready", "True"))
                .withCondition(condition("Stalled", "False"))
                .conditions())
        .extracting(Condition::getType)
        .containsExactly("Ready", "Stalled");
  }

  @Test
  void aCanaryBelongsToTheServers() {
    CanaryStatus canary = CanaryStatus.starting("sha256:1", "restore", Instant.EPOCH);

    assertThat(FULL.withCanary(canary).serving()).isEqualTo(FULL.serving().withCanary(canary));
    assertThat(AdaptationJobStatus.empty().withCanary(canary).serving())
        .isEqualTo(new ServingStatus(null, null, null, null, null, canary));
  }

  @Test
  void listsCannotBeChangedLater() {
    List<Condition> conditions = new ArrayList<>(List.of(condition("Ready", "True")));
    AdaptationJobStatus status = AdaptationJobStatus.empty().withConditions(conditions);

    conditions.clear();

    assertThat(status.conditions()).hasSize(1);
    assertThatThrownBy(() -> status.conditions().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> status.stages().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static Condition condition(String type, String status) {
    return new ConditionBuilder().withType(type).withStatus(status).build();
  }
}
