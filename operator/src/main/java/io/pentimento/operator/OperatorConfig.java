package io.pentimento.operator;

import io.fabric8.kubernetes.api.model.Quantity;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an installation decides for all jobs. */
@ConfigMapping(prefix = "pentimento")
public interface OperatorConfig {
  /** Image of the pods that run stages: by default the one that is built with this operator. */
  @WithDefault("pentimento/worker:${quarkus.application.version:latest}")
  String workerImage();

  /** Image of the pods that serve adapted models. */
  @WithDefault("pentimento/server:${quarkus.application.version:latest}")
  String serverImage();

  /** The same with libtorch in it, for adapted models that are TorchScript modules. */
  @WithDefault("pentimento/server-torchscript:${quarkus.application.version:latest}")
  String torchScriptServerImage();

  @WithDefault("IfNotPresent")
  String imagePullPolicy();

  /** Secrets of the job's namespace that the pods pull their images with. */
  Optional<List<String>> imagePullSecrets();

  /** User of all pods; absent where the platform assigns one. */
  @WithDefault("185")
  Optional<Long> runAsUser();

  /** Group that owns what pods write; absent where the platform assigns one. */
  @WithDefault("185")
  Optional<Long> fsGroup();

  /** What a stage's pod requests whose job says nothing about it. */
  @WithDefault("1")
  Quantity workerCpu();

  @WithDefault("4Gi")
  Quantity workerMemory();

  /** What the pod of prepare requests whose job says nothing about it. */
  @WithDefault("250m")
  Quantity prepareCpu();

  @WithDefault("2Gi")
  Quantity prepareMemory();

  /** What a server's pod requests whose job says nothing about it. */
  @WithDefault("500m")
  Quantity serverCpu();

  @WithDefault("2Gi")
  Quantity serverMemory();

  /** How long a stage's pod may take to write its checkpoint once it is asked to stop. */
  @WithDefault("PT120S")
  Duration terminationGracePeriod();

  /** How often a shard's pod is replaced within one attempt at the stage. */
  @WithDefault("1")
  int retriesPerShard();

  /** How long new servers may take to get ready before the last good model comes back. */
  @WithDefault("PT600S")
  Duration rolloutDeadline();

  /**
   * How often pods are looked at, and the least time between two writes. Those that wait for the
   * same as before are looked at after five thirds of it.
   */
  @WithDefault("PT15S")
  Duration progressInterval();
}
