// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import io.quarkiverse.operatorsdk.runtime.QuarkusControllerConfiguration;

/**
 * The configuration of a controller that also reconciles objects that are being deleted, because
 * they may wait for the end of their canary. The Quarkus extension ignores the SDK's annotation for
 * this, and the SDK's way to override a configuration gives one that the extension does not accept.
 */
final class DeletionEvents<P extends HasMetadata> extends QuarkusControllerConfiguration<P> {
  DeletionEvents(QuarkusControllerConfiguration<P> known, QuarkusConfigurationService parent) {
    super(
        known.getInformerConfig(),
        known.getName(),
        known.isGenerationAware(),
        known.getAssociatedReconcilerClassName(),
        known.getRetry(),
        known.getRateLimiter(),
        known.maxReconciliationInterval().orElse(null),
        known.getFinalizerName(),
        known.fieldManager(),
        known.getWorkflow(),
        known.getResourceTypeName(),
        known.getResourceClass());
    setParent(parent);
  }

  @Override
  public boolean triggerReconcilerOnAllEvents() {
    return true;
  }
}
