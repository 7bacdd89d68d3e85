package io.pentimento.operator;

import io.smallrye.config.SmallRyeConfigBuilder;

/** The configuration as it is when nothing is configured. */
public final class TestConfig {
  private TestConfig() {}

  public static OperatorConfig defaults() {
    return new SmallRyeConfigBuilder()
        .withMapping(OperatorConfig.class)
        .withConverter(
            io.fabric8.kubernetes.api.model.Quantity.class,
            1,
            io.fabric8.kubernetes.api.model.Quantity::parse)
        .build()
        .getConfigMapping(OperatorConfig.class);
  }
}
