// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.operator.service.RestorationServiceReconciler;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Registers the reconcilers with the operator. A cluster that was upgraded without its custom
 * resource definitions may lack the second kind: jobs are reconciled all the same.
 */
@Singleton
class Reconcilers {
  private static final Logger LOG = Logger.getLogger(Reconcilers.class);

  private final DefinitionWatch definitions;

  Reconcilers(KubernetesClient client) {
    this.definitions =
        new DefinitionWatch(
            () -> client.supports(RestorationService.class), () -> Runtime.getRuntime().halt(1));
  }

  @Produces
  @ApplicationScoped
  Operator operator(
      QuarkusConfigurationService configuration,
      Instance<Reconciler<? extends HasMetadata>> reconcilers) {
    Operator operator = new Operator(configuration);
    Duration timeout = configuration.reconciliationTerminationTimeout();
    if (!timeout.isZero()) {
      operator.installShutdownHook(timeout);
    }
    boolean hasServices = definitions.isInstalled();
    for (Reconciler<? extends HasMetadata> reconciler : reconcilers) {
      if (hasServices || !(reconciler instanceof RestorationServiceReconciler)) {
        register(operator, reconciler, configuration);
      }
    }
    if (!hasServices) {
      LOG.error(
          "The definition restorationservices.pentimento.io is not installed: RestorationServices"
              + " are not reconciled. Apply the files of crds/; the operator then restarts by"
              + " itself");
      definitions.awaitInstallation();
    }
    return operator;
  }

  private static <P extends HasMetadata> void register(
      Operator operator, Reconciler<P> reconciler, QuarkusConfigurationService configuration) {
    operator.register(
        reconciler,
        new DeletionEvents<>(configuration.getConfigurationFor(reconciler), configuration));
  }
}
