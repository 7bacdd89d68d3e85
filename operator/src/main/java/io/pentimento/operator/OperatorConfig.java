// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator;

import io.fabric8.kubernetes.api.model.Quantity;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of an installation, valid for all jobs. */
@ConfigMapping(prefix = "pentimento")
public interface OperatorConfig {
  /** Image of the pods that run stages; by default the one that is built with this operator. */
  @WithDefault("pentimento/worker:${quarkus.application.version:latest}")
  String workerImage();

  /** Image of the pods that serve adapted models. */
  @WithDefault("pentimento/server:${quarkus.application.version:latest}")
  String serverImage();

  /** Image of servers for adapted models that are TorchScript modules; contains libtorch. */
  @WithDefault("pentimento/server-torchscript:${quarkus.application.version:latest}")
  String torchScriptServerImage();

  @WithDefault("IfNotPresent")
  String imagePullPolicy();

  /** Image pull secrets, in the namespace of the job. */
  Optional<List<String>> imagePullSecrets();

  /** User of all pods; absent where the platform assigns one. */
  @WithDefault("185")
  Optional<Long> runAsUser();

  /** Group that owns the files that pods write; absent where the platform assigns one. */
  @WithDefault("185")
  Optional<Long> fsGroup();

  /** CPU and memory requests of a stage's pod if the job sets none. */
  @WithDefault("1")
  Quantity workerCpu();

  @WithDefault("4Gi")
  Quantity workerMemory();

  /** CPU and memory requests of the pod of prepare if the job sets none. */
  @WithDefault("250m")
  Quantity prepareCpu();

  @WithDefault("2Gi")
  Quantity prepareMemory();

  /** CPU and memory requests of a server's pod if the job sets none. */
  @WithDefault("500m")
  Quantity serverCpu();

  @WithDefault("2Gi")
  Quantity serverMemory();

  /** Grace period in which a stage's pod writes its checkpoint after SIGTERM. */
  @WithDefault("PT120S")
  Duration terminationGracePeriod();

  /** Number of replacements of a shard's pod within one attempt of the stage. */
  @WithDefault("1")
  int retriesPerShard();

  /** Time in which new servers must become ready; then the previous model is restored. */
  @WithDefault("PT600S")
  Duration rolloutDeadline();

  /**
   * Interval at which pods are read, and minimum time between two writes of counters. Pods that
   * wait for the same reason as before are read at five thirds of the interval.
   */
  @WithDefault("PT15S")
  Duration progressInterval();
}
