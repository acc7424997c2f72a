# The commands of RoundTripIT. $1 is "write" for the first database and "restore" for the second one.
./sluice context set root --server "$API" --portal operator --token-file root.token
./sluice context set north --server "$API" --tenant north --token-file ada.token
./sluice first-admin "$STATE_DIR/first-admin-token" --context root
./sluice apply --context root -f "$OPERATOR"
./sluice apply --context north -f "$TENANT"
./sluice publish --context north catalog/1/prod/edge-1
./sluice publish --context north catalog/1/prod/edge-2
./sluice diff --context north -f "$TENANT"
./sluice export --context root > operator-exported.yaml
./sluice export --context north > tenant-exported.yaml
