// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.apiserver;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts kube-apiserver and etcd, and installs the definitions and a namespace. */
public final class RealApiServer implements AutoCloseable {
  /** Environment variable with the folder of the binaries. */
  public static final String BINARIES = "KUBE_API_TEST_DIR";

  public static final String NAMESPACE = "vision";

  /** Of all clients that are made here. */
  public static final String USER_AGENT = "a-person";

  private static final Path DEFINITIONS = Path.of("../crds");
  private static final String JOBS = "adaptationjobs.pentimento.io-v1.yml";
  private static final String SERVICES = "restorationservices.pentimento.io-v1.yml";
  private static final int START_MILLIS = 90_000;
  private static final int ESTABLISHED_SECONDS = 30;
  private final KubeAPIServer server;
  private final KubernetesClient client;

  /**
   * @param flags additional flags of the API server
   */
  public RealApiServer(List<String> flags) {
    server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .withStartupTimeout(START_MILLIS)
                .withApiServerFlags(flags)
                .build());
    server.start();
    client = new KubernetesClientBuilder().withConfig(config()).build();
    createNamespace(NAMESPACE);
    install(definition());
    install(definition(SERVICES));
  }

  /** Creates a namespace in which pods can be created. */
  public void createNamespace(String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    // Pods need this account; the controller that creates it does not run here.
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("default")
                .withNamespace(name)
                .endMetadata()
                .build())
        .create();
  }

  /** A client with the permissions of an administrator. */
  public KubernetesClient client() {
    return client;
  }

  /** A client that acts as this user. */
  KubernetesClient as(String user) {
    return new KubernetesClientBuilder()
        .withConfig(new ConfigBuilder(config()).withImpersonateUsername(user).build())
        .build();
  }

  public String kubeconfig() {
    return server.getKubeConfigYaml();
  }

  /** Applies an object by server-side apply, as Flux and Argo CD do. */
  private void install(CustomResourceDefinition definition) {
    client.resource(definition).patch(apply("installer"));
    client
        .resource(definition)
        .waitUntilCondition(RealApiServer::isEstablished, ESTABLISHED_SECONDS, TimeUnit.SECONDS);
  }

  CustomResourceDefinition definition() {
    return definition(JOBS);
  }

  private CustomResourceDefinition definition(String file) {
    try (InputStream yaml = Files.newInputStream(DEFINITIONS.resolve(file))) {
      return client.apiextensions().v1().customResourceDefinitions().load(yaml).item();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static PatchContext apply(String manager) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(manager)
        .withForce(true)
        .build();
  }

  private Config config() {
    return new ConfigBuilder(Config.fromKubeconfig(server.getKubeConfigYaml()))
        .withUserAgent(USER_AGENT)
        .build();
  }

  private static boolean isEstablished(CustomResourceDefinition known) {
    return known != null
        && known.getStatus() != null
        && known.getStatus().getConditions() != null
        && known.getStatus().getConditions().stream()
            .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  @Override
  public void close() {
    client.close();
    server.stop();
  }
}
