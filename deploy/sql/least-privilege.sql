-- The databases of the three services on one SQL Server, each with a login of its own that sees no other's, and a second one that alone may change tables.
-- Run once by an administrator, and again whenever you like: what is there already stays as it is, passwords too.
--
--   registration_password=… registration_migration_password=… scheduling_password=… … sqlcmd -S SERVER -U sa -b -i least-privilege.sql
--
-- The six passwords come from the environment (sqlcmd puts them in place of their names); secrets.sh makes them. Afterwards a service starts with the first login; `… migrate` runs
-- with the second, before the first start and after each upgrade that brings migrations. Rights that the server gives to everybody are taken as it gives them
-- (CONNECT SQL, VIEW ANY DATABASE: the names of databases, not what is in them).

USE [master];
GO
IF DB_ID(N'jobdating_registration') IS NULL
    CREATE DATABASE [jobdating_registration] COLLATE Latin1_General_100_BIN2;
GO
-- Who reads waits for nobody who writes.
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = N'jobdating_registration' AND is_read_committed_snapshot_on = 0)
    ALTER DATABASE [jobdating_registration] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
GO
IF SUSER_ID(N'jobdating_registration') IS NULL
    CREATE LOGIN [jobdating_registration] WITH PASSWORD = N'$(registration_password)', DEFAULT_DATABASE = [jobdating_registration], CHECK_POLICY = ON;
IF SUSER_ID(N'jobdating_registration_migration') IS NULL
    CREATE LOGIN [jobdating_registration_migration] WITH PASSWORD = N'$(registration_migration_password)', DEFAULT_DATABASE = [jobdating_registration], CHECK_POLICY = ON;
GO
USE [jobdating_registration];
GO
IF SCHEMA_ID(N'hangfire') IS NULL
    EXEC (N'CREATE SCHEMA [hangfire] AUTHORIZATION [dbo]');
IF USER_ID(N'jobdating_registration') IS NULL
    CREATE USER [jobdating_registration] FOR LOGIN [jobdating_registration] WITH DEFAULT_SCHEMA = [dbo];
IF USER_ID(N'jobdating_registration_migration') IS NULL
    CREATE USER [jobdating_registration_migration] FOR LOGIN [jobdating_registration_migration] WITH DEFAULT_SCHEMA = [dbo];
IF DATABASE_PRINCIPAL_ID(N'jobdating_service') IS NULL
    CREATE ROLE [jobdating_service] AUTHORIZATION [dbo];
IF DATABASE_PRINCIPAL_ID(N'jobdating_migration') IS NULL
    CREATE ROLE [jobdating_migration] AUTHORIZATION [dbo];
GO
-- Rows, nothing else: the program that serves makes no table and changes none. The hangfire schema is the jobs' own.
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[dbo] TO [jobdating_service];
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[hangfire] TO [jobdating_service];
-- Tables and indexes in these two schemas, and the rows that a migration moves.
GRANT CREATE TABLE TO [jobdating_migration];
GRANT ALTER, REFERENCES, SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[dbo] TO [jobdating_migration];
GRANT ALTER, REFERENCES, SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[hangfire] TO [jobdating_migration];
GO
ALTER ROLE [jobdating_service] ADD MEMBER [jobdating_registration];
ALTER ROLE [jobdating_migration] ADD MEMBER [jobdating_registration_migration];
GO

USE [master];
GO
IF DB_ID(N'jobdating_scheduling') IS NULL
    CREATE DATABASE [jobdating_scheduling] COLLATE Latin1_General_100_BIN2;
GO
-- Who reads waits for nobody who writes.
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = N'jobdating_scheduling' AND is_read_committed_snapshot_on = 0)
    ALTER DATABASE [jobdating_scheduling] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
GO
IF SUSER_ID(N'jobdating_scheduling') IS NULL
    CREATE LOGIN [jobdating_scheduling] WITH PASSWORD = N'$(scheduling_password)', DEFAULT_DATABASE = [jobdating_scheduling], CHECK_POLICY = ON;
IF SUSER_ID(N'jobdating_scheduling_migration') IS NULL
    CREATE LOGIN [jobdating_scheduling_migration] WITH PASSWORD = N'$(scheduling_migration_password)', DEFAULT_DATABASE = [jobdating_scheduling], CHECK_POLICY = ON;
GO
USE [jobdating_scheduling];
GO
IF SCHEMA_ID(N'hangfire') IS NULL
    EXEC (N'CREATE SCHEMA [hangfire] AUTHORIZATION [dbo]');
IF USER_ID(N'jobdating_scheduling') IS NULL
    CREATE USER [jobdating_scheduling] FOR LOGIN [jobdating_scheduling] WITH DEFAULT_SCHEMA = [dbo];
IF USER_ID(N'jobdating_scheduling_migration') IS NULL
    CREATE USER [jobdating_scheduling_migration] FOR LOGIN [jobdating_scheduling_migration] WITH DEFAULT_SCHEMA = [dbo];
IF DATABASE_PRINCIPAL_ID(N'jobdating_service') IS NULL
    CREATE ROLE [jobdating_service] AUTHORIZATION [dbo];
IF DATABASE_PRINCIPAL_ID(N'jobdating_migration') IS NULL
    CREATE ROLE [jobdating_migration] AUTHORIZATION [dbo];
GO
-- Rows, nothing else: the program that serves makes no table and changes none. The hangfire schema is the jobs' own.
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[dbo] TO [jobdating_service];
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[hangfire] TO [jobdating_service];
-- Tables and indexes in these two schemas, and the rows that a migration moves.
GRANT CREATE TABLE TO [jobdating_migration];
GRANT ALTER, REFERENCES, SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[dbo] TO [jobdating_migration];
GRANT ALTER, REFERENCES, SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[hangfire] TO [jobdating_migration];
GO
ALTER ROLE [jobdating_service] ADD MEMBER [jobdating_scheduling];
ALTER ROLE [jobdating_migration] ADD MEMBER [jobdating_scheduling_migration];
GO

USE [master];
GO
IF DB_ID(N'jobdating_outcomes') IS NULL
    CREATE DATABASE [jobdating_outcomes] COLLATE Latin1_General_100_BIN2;
GO
-- Who reads waits for nobody who writes.
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = N'jobdating_outcomes' AND is_read_committed_snapshot_on = 0)
    ALTER DATABASE [jobdating_outcomes] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
GO
IF SUSER_ID(N'jobdating_outcomes') IS NULL
    CREATE LOGIN [jobdating_outcomes] WITH PASSWORD = N'$(outcomes_password)', DEFAULT_DATABASE = [jobdating_outcomes], CHECK_POLICY = ON;
IF SUSER_ID(N'jobdating_outcomes_migration') IS NULL
    CREATE LOGIN [jobdating_outcomes_migration] WITH PASSWORD = N'$(outcomes_migration_password)', DEFAULT_DATABASE = [jobdating_outcomes], CHECK_POLICY = ON;
GO
USE [jobdating_outcomes];
GO
IF SCHEMA_ID(N'hangfire') IS NULL
    EXEC (N'CREATE SCHEMA [hangfire] AUTHORIZATION [dbo]');
IF USER_ID(N'jobdating_outcomes') IS NULL
    CREATE USER [jobdating_outcomes] FOR LOGIN [jobdating_outcomes] WITH DEFAULT_SCHEMA = [dbo];
IF USER_ID(N'jobdating_outcomes_migration') IS NULL
    CREATE USER [jobdating_outcomes_migration] FOR LOGIN [jobdating_outcomes_migration] WITH DEFAULT_SCHEMA = [dbo];
IF DATABASE_PRINCIPAL_ID(N'jobdating_service') IS NULL
    CREATE ROLE [jobdating_service] AUTHORIZATION [dbo];
IF DATABASE_PRINCIPAL_ID(N'jobdating_migration') IS NULL
    CREATE ROLE [jobdating_migration] AUTHORIZATION [dbo];
GO
-- Rows, nothing else: the program that serves makes no table and changes none. The hangfire schema is the jobs' own.
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[dbo] TO [jobdating_service];
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[hangfire] TO [jobdating_service];
-- Tables and indexes in these two schemas, and the rows that a migration moves.
GRANT CREATE TABLE TO [jobdating_migration];
GRANT ALTER, REFERENCES, SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[dbo] TO [jobdating_migration];
GRANT ALTER, REFERENCES, SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[hangfire] TO [jobdating_migration];
GO
ALTER ROLE [jobdating_service] ADD MEMBER [jobdating_outcomes];
ALTER ROLE [jobdating_migration] ADD MEMBER [jobdating_outcomes_migration];
GO
