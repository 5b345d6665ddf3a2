# Run once, when the database is made: the logins of gateway and bridge. Their rights come with the tables.
psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v gateway="$GATEWAY_USER" -v gateway_password="$GATEWAY_PASSWORD" \
  -v bridge="$BRIDGE_USER" -v bridge_password="$BRIDGE_PASSWORD" << 'SQL'
create role :"gateway" login password :'gateway_password';
create role :"bridge" login password :'bridge_password';
SQL
