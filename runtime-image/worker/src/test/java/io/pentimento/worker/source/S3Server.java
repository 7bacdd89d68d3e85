// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.domain.Blob;

/** An S3 server that stores its objects in a folder and verifies signatures. */
final class S3Server implements AutoCloseable {
  private static final String KEY = "pentimento";
  private static final String SECRET = "test secret";

  private final BlobStoreContext store;
  private final S3Proxy proxy;

  S3Server(Path folder) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", folder.toString());
    store =
        ContextBuilder.newBuilder("filesystem-nio2")
            .credentials(KEY, SECRET)
            .overrides(properties)
            .build(BlobStoreContext.class);
    proxy =
        S3Proxy.builder()
            .blobStore(store.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
            .build();
    proxy.start();
    while (!proxy.getState().equals("STARTED")) {
      Thread.sleep(10);
    }
  }

  Credentials credentials() {
    return new Credentials(
        Map.of(
            "AWS_ACCESS_KEY_ID", KEY,
            "AWS_SECRET_ACCESS_KEY", SECRET,
            "AWS_ENDPOINT_URL", "http://127.0.0.1:" + proxy.getPort()));
  }

  void createBucket(String name) {
    store.getBlobStore().createContainerInLocation(null, name);
  }

  void put(String bucket, String key, String content) {
    Blob blob = store.getBlobStore().blobBuilder(key).payload(content).build();
    store.getBlobStore().putBlob(bucket, blob);
  }

  void remove(String bucket, String key) {
    store.getBlobStore().removeBlob(bucket, key);
  }

  @Override
  public void close() throws Exception {
    proxy.stop();
    store.close();
  }
}
