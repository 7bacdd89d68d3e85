package io.pentimento.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.quarkiverse.operatorsdk.runtime.QuarkusControllerConfiguration;

/**
 * The configuration of a reconciler that also receives the events of objects that are being
 * deleted. The Quarkus extension does not pass {@code triggerReconcilerOnAllEvents} of the
 * annotation from the build to the runtime, and accepts only configurations of its own type.
 */
final class AllEventsConfiguration<P extends HasMetadata>
    extends QuarkusControllerConfiguration<P> {
  private final ConfigurationService service;

  AllEventsConfiguration(QuarkusControllerConfiguration<P> origin) {
    super(
        origin.getInformerConfig(),
        origin.getName(),
        origin.isGenerationAware(),
        origin.getAssociatedReconcilerClassName(),
        origin.getRetry(),
        origin.getRateLimiter(),
        origin.maxReconciliationInterval().orElse(null),
        origin.getFinalizerName(),
        origin.fieldManager(),
        origin.getWorkflow(),
        origin.getResourceTypeName(),
        origin.getResourceClass());
    this.service = origin.getConfigurationService();
  }

  @Override
  public ConfigurationService getConfigurationService() {
    return service;
  }

  @Override
  public boolean triggerReconcilerOnAllEvents() {
    return true;
  }
}
