// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Operator configuration with default values, for tests. */
public final class TestConfig {
  private TestConfig() {}

  public static OperatorConfig defaults() {
    return with(Map.of());
  }

  /**
   * @param settings by name, as in {@code pentimento.worker-image}
   */
  public static OperatorConfig with(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withDefaultValues(settings)
        .withMapping(OperatorConfig.class)
        .withConverter(
            io.fabric8.kubernetes.api.model.Quantity.class,
            1,
            io.fabric8.kubernetes.api.model.Quantity::parse)
        .build()
        .getConfigMapping(OperatorConfig.class);
  }
}
